#include "rules/term_index.hpp"

#include <algorithm>
#include <tuple>

#include "text/utf8.hpp"

namespace earshot::rules {

namespace {

// Hits of one text are made unique whenever there are more than this: a text may have a word often.
constexpr std::size_t many_hits = 4'096;

// Marks a term's number in the table of first words: most words are all of one term, which need not
// be looked up in the trie. Neither terms nor places in the trie are so many.
constexpr std::uint32_t lone = 0x8000'0000;

void keep_first_of_each(std::vector<hit>& hits) {
    std::ranges::sort(hits, {}, [](const hit& one) { return std::tuple(one.term, one.begin); });
    const auto rest = std::ranges::unique(hits, {}, &hit::term);
    hits.erase(rest.begin(), rest.end());
}

// The end in the original of the character whose folded form is at `from[at]`.
std::uint32_t end_of(const texts::folded_text& folded, std::uint32_t begin) {
    const auto next = std::ranges::upper_bound(folded.from, begin);
    return next == folded.from.end() ? folded.from.back() : *next;
}

}  // namespace

std::uint32_t term_index::remember(std::string key, std::string spelled, term made) {
    const auto number = static_cast<std::uint32_t>(terms_.size());
    const auto [at, fresh] = numbers_.try_emplace(std::move(key), number);
    if (fresh && !made.written.empty()) ++exact_;
    if (!fresh) return at->second;
    spelled_.push_back(std::move(spelled));
    terms_.push_back(std::move(made));
    return at->second;
}

std::expected<std::uint32_t, std::string> term_index::add(std::string_view spelled, spelling how) {
    std::string key = (how == spelling::exact ? "=" : "~") + std::string(spelled);
    if (const auto known = numbers_.find(key); known != numbers_.end()) return known->second;
    auto made = read_term(spelled, how);
    if (!made) return std::unexpected(std::move(made.error()));
    return remember(std::move(key), std::string(spelled), std::move(*made));
}

std::expected<std::uint32_t, std::string> term_index::add_pattern(std::string_view pattern) {
    std::string key = "/" + std::string(pattern);
    if (const auto known = numbers_.find(key); known != numbers_.end()) return known->second;
    auto number = patterns_.add(pattern);
    if (!number) return number;
    pattern_terms_.push_back(static_cast<std::uint32_t>(terms_.size()));
    return remember(std::move(key), "/" + std::string(pattern) + "/", {});
}

term_index::ending term_index::ending_of(const term& one) {
    if (!one.closes) return ending::anything;
    return one.is_tag() ? ending::tag_end : ending::word_end;
}

bool term_index::finish() {
    std::vector<term_trie::entry> whole;
    std::vector<term_trie::entry> opening;
    std::vector<term_trie::entry> inside;
    for (std::uint32_t number = 0; number < terms_.size(); ++number) {
        const term& one = terms_[number];
        endings_.push_back(ending_of(one));
        if (one.bytes.empty()) continue;  // a pattern
        auto& to = !one.opens ? inside : one.first_word == 0 ? opening : whole;
        to.push_back({one.bytes, number});
    }
    first_words_ = word_table(whole.size());
    whole_ = term_trie(whole);
    for (const term_trie::entry& one : whole) {
        const auto word = one.bytes.substr(0, terms_[one.id].first_word);
        const std::uint32_t place = whole_.place_of(word);
        const auto only = whole_.only_one_at(place);
        first_words_.add(word, only ? *only | lone : place);
    }
    opening_ = term_trie(std::move(opening));
    inside_ = term_trie(std::move(inside));
    return patterns_.compile();
}

std::vector<hit> term_index::find(std::string_view text) const {
    std::vector<hit> hits;
    if (terms_.empty()) return hits;
    texts::folded_text folded;
    texts::fold(text, folded);
    find_words(text, folded, hits);
    if (patterns_.size() != 0) find_patterns(folded, hits);
    if (hits.size() > 1) keep_first_of_each(hits);
    return hits;
}

void term_index::find_words(std::string_view text, const texts::folded_text& folded,
                            std::vector<hit>& into) const {
    word_text words;
    words.lay_out(text, folded);
    const std::string_view bytes = words.bytes();
    std::size_t crowded = many_hits;
    const auto ends = [&](ending wanted, std::size_t at) {
        if (wanted == ending::word_end) return words.ends_at(at);
        return wanted == ending::anything || at == bytes.size() || bytes[at] == '\n';
    };
    const auto from = [&](std::size_t at) {
        return [&, at](std::uint32_t number, std::size_t end) {
            if (!ends(endings_[number], end)) return;
            const std::uint32_t begin = words.origin(at);
            const std::uint32_t stop = end_of(folded, words.origin(end - 1));
            if (is_written(number, text.substr(begin, stop - begin)))
                into.push_back({number, begin, stop});
            if (into.size() < crowded) return;
            keep_first_of_each(into);
            crowded = into.size() * 2 + many_hits;
        };
    };
    for (const word_text::word& one : words.words()) {
        const std::uint32_t known = first_words_.find(words.bytes_of(one));
        if ((known & lone) != 0)
            from(one.begin)(known & ~lone, one.end);
        else if (known != word_table::none)
            whole_.go_on(known, bytes, one.end, from(one.begin));
        if (!opening_.empty()) opening_.find(bytes, one.begin, from(one.begin));
    }
    if (inside_.empty()) return;
    for (std::size_t at = 0; at < bytes.size(); ++at)
        if (!texts::continues(bytes[at])) inside_.find(bytes, at, from(at));
}

// Whether the text has an `exact` term as it is written; of others, always.
bool term_index::is_written(std::uint32_t number, std::string_view there) const {
    if (exact_ == 0) return true;
    const term& one = terms_[number];
    return one.written.empty() || letters_of(there) == one.written;
}

void term_index::find_patterns(const texts::folded_text& folded, std::vector<hit>& into) const {
    std::vector<std::uint32_t> found;
    patterns_.find(folded.text, found);
    for (const std::uint32_t number : found) {
        const auto where = patterns_.place(number, folded.text).value_or(pattern_set::span{});
        const std::uint32_t begin = folded.from[where.begin];
        const std::uint32_t end =
            where.end == where.begin ? begin : end_of(folded, folded.from[where.end - 1]);
        into.push_back({pattern_terms_[number], begin, end});
    }
}

}  // namespace earshot::rules
