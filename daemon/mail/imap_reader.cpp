#include "mail/imap_reader.hpp"

#include <charconv>
#include <utility>

namespace earshot::mails {

namespace {

constexpr std::size_t max_text = 1 << 20;
constexpr std::size_t max_literals = 32;

auto nonsense(std::string why) {
    return fail(error_kind::transient, "mail.protocol", "the IMAP server " + std::move(why));
}

// Of `... {123}` or `... {123+}`.
std::optional<std::size_t> announced(std::string_view line) {
    if (!line.ends_with('}')) return std::nullopt;
    const std::size_t open = line.rfind('{');
    if (open == line.npos) return std::nullopt;
    std::string_view digits = line.substr(open + 1, line.size() - open - 2);
    if (digits.ends_with('+')) digits.remove_suffix(1);
    std::size_t size = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
    const bool whole = problem == std::errc{} && end == digits.data() + digits.size();
    return whole ? std::optional(size) : std::nullopt;
}

}  // namespace

result<void> imap_reader::check(std::size_t literal) const {
    if (literal > max_literal_)
        return nonsense("sends " + std::to_string(literal) + " bytes where " +
                        std::to_string(max_literal_) + " were asked for");
    if (made_.literals.size() >= max_literals) return nonsense("sends too much in one response");
    return {};
}

result<std::optional<imap_response>> imap_reader::next() {
    for (;;) {
        if (in_literal_) {
            if (ahead_.size() < literal_left_) return std::nullopt;
            made_.literals.push_back(ahead_.substr(0, literal_left_));
            ahead_.erase(0, literal_left_);
            in_literal_ = false;
        }
        const std::size_t end = ahead_.find("\r\n");
        const std::size_t length = end == ahead_.npos ? ahead_.size() : end;
        if (made_.text.size() + length > max_text) return nonsense("sends a line without an end");
        if (end == ahead_.npos) return std::nullopt;
        made_.text.append(ahead_, 0, end);
        const auto literal = announced(std::string_view(ahead_).substr(0, end));
        ahead_.erase(0, end + 2);
        if (!literal) return std::exchange(made_, {});
        if (const auto sound = check(*literal); !sound) return std::unexpected(sound.error());
        in_literal_ = true;
        literal_left_ = *literal;
    }
}

}  // namespace earshot::mails
