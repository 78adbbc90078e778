// The only file that knows RE2.
#include "rules/pattern_set.hpp"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "text/fold.hpp"
#include "text/unicode.hpp"
#include "text/utf8.hpp"

namespace earshot::rules {

namespace {

constexpr std::size_t most_searched = 4'096;  // bytes of a text; posts of people are shorter
constexpr std::int64_t memory_of_one = 1 << 20;
constexpr std::int64_t memory_of_all = 64 << 20;
constexpr int most_instructions = 500'000;  // of all patterns; some thousand patterns have fewer

RE2::Options options(std::int64_t memory) {
    RE2::Options out;
    out.set_encoding(RE2::Options::EncodingUTF8);
    out.set_log_errors(false);
    out.set_case_sensitive(false);
    out.set_max_mem(memory);
    return out;
}

bool plain(std::string_view form) {
    return std::ranges::all_of(form, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x80 || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
    });
}

// ASCII stays: folding `\S` or `\B` would turn them around. What folds to a sign of ASCII, as
// fullwidth brackets do, is meant as that sign.
std::string with_folded_letters(std::string_view pattern) {
    std::string out;
    while (!pattern.empty()) {
        const std::string_view all = pattern;
        const bool ascii = texts::take_front(pattern) < 0x80;
        const std::string_view one = all.substr(0, all.size() - pattern.size());
        const std::string form = ascii ? std::string(one) : texts::folded(one);
        out += ascii || plain(form) ? form : RE2::QuoteMeta(form);
    }
    return out;
}

std::string reason(const RE2& bad, std::string_view folded_pattern) {
    std::string out = "is not a pattern that RE2 takes: " + bad.error();
    const std::size_t at = folded_pattern.find(bad.error_arg());
    if (!bad.error_arg().empty() && at != folded_pattern.npos)
        out += " (at character " +
               std::to_string(texts::code_points(folded_pattern.substr(0, at)) + 1) + " of it)";
    return out;
}

}  // namespace

struct pattern_set::compiled {
    RE2::Set all{options(memory_of_all), RE2::UNANCHORED};
    std::vector<std::unique_ptr<const RE2>> each;
    int instructions = 0;
};

pattern_set::pattern_set() : compiled_(std::make_unique<compiled>()) {}
pattern_set::pattern_set(pattern_set&&) noexcept = default;
pattern_set& pattern_set::operator=(pattern_set&&) noexcept = default;
pattern_set::~pattern_set() = default;

std::expected<std::uint32_t, std::string> pattern_set::add(std::string_view pattern) {
    if (pattern.empty()) return std::unexpected("a pattern is empty; write one, or remove it");
    if (pattern.size() > max_pattern)
        return std::unexpected("a pattern has " + std::to_string(pattern.size()) + " bytes; " +
                               std::to_string(max_pattern) + " are allowed");
    const std::string folded = with_folded_letters(pattern);
    auto one = std::make_unique<const RE2>(folded, options(memory_of_one));
    if (!one->ok())
        return std::unexpected("'" + std::string(pattern) + "' " + reason(*one, folded));
    if (RE2::FullMatch("", *one))
        return std::unexpected("'" + std::string(pattern) +
                               "' matches even where nothing is; it would match every text");
    compiled_->instructions += one->ProgramSize();
    if (compiled_->instructions > most_instructions)
        return std::unexpected(
            "'" + std::string(pattern) +
            "' makes all patterns together too large; use fewer, or repeat less");
    std::string why;
    if (compiled_->all.Add(folded, &why) < 0)
        return std::unexpected("'" + std::string(pattern) + "' is not a pattern: " + why);
    compiled_->each.push_back(std::move(one));
    return static_cast<std::uint32_t>(compiled_->each.size() - 1);
}

bool pattern_set::compile() { return compiled_->each.empty() || compiled_->all.Compile(); }

std::size_t pattern_set::size() const { return compiled_->each.size(); }

void pattern_set::find(std::string_view folded, std::vector<std::uint32_t>& found) const {
    found.clear();
    if (compiled_->each.empty()) return;
    folded = folded.substr(0, most_searched);
    std::vector<int> numbers;
    RE2::Set::ErrorInfo problem{};
    if (!compiled_->all.Match({folded.data(), folded.size()}, &numbers, &problem) &&
        problem.kind != RE2::Set::kNoError) {
        // Its memory does not suffice for this text: one by one, which needs next to none.
        for (std::size_t i = 0; i < compiled_->each.size(); ++i)
            if (RE2::PartialMatch({folded.data(), folded.size()}, *compiled_->each[i]))
                numbers.push_back(static_cast<int>(i));
    }
    for (const int number : numbers) found.push_back(static_cast<std::uint32_t>(number));
    std::ranges::sort(found);
}

std::optional<pattern_set::span> pattern_set::place(std::uint32_t number,
                                                    std::string_view folded) const {
    re2::StringPiece where;
    const re2::StringPiece text(folded.data(), folded.size());
    if (!compiled_->each[number]->Match(text, 0, text.size(), RE2::UNANCHORED, &where, 1))
        return std::nullopt;
    const auto begin = static_cast<std::size_t>(where.data() - folded.data());
    return span{begin, begin + where.size()};
}

}  // namespace earshot::rules
