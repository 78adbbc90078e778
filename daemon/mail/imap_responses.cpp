#include "mail/imap_responses.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>

namespace earshot::mails {

namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = problem == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional(value) : std::nullopt;
}

// `[UIDVALIDITY 7]` of an untagged OK.
std::optional<std::uint32_t> response_code(const imap_responses& from, std::string_view name) {
    const std::string begin = "* OK [" + std::string(name) + " ";
    for (const imap_response& one : from) {
        if (!one.text.starts_with(begin)) continue;
        const std::size_t end = one.text.find(']', begin.size());
        if (end == one.text.npos) continue;
        const std::string_view all = one.text;
        if (const auto value = number<std::uint32_t>(all.substr(begin.size(), end - begin.size())))
            return value;
    }
    return std::nullopt;
}

// The words of `(UID 7 FLAGS (\Seen) BODY[]<0> {5})`, name by name.
class fetch_words {
public:
    explicit fetch_words(const imap_response& from) : from_(from), rest_(from.text) {
        const std::size_t open = rest_.find('(');
        rest_.remove_prefix(open == rest_.npos ? rest_.size() : open + 1);
    }

    // Empty: the end.
    std::string_view name() {
        skip_spaces();
        return take(std::min(rest_.find_first_of(" )"), rest_.size()));
    }

    std::string value() {
        skip_spaces();
        if (rest_.starts_with('"')) return quoted_text();
        if (rest_.starts_with('{')) return literal();
        if (rest_.starts_with('(')) return list();
        return std::string(take(std::min(rest_.find_first_of(" )"), rest_.size())));
    }

private:
    void skip_spaces() {
        while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    }

    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    std::string quoted_text() {
        std::string out;
        for (take(1); !rest_.empty() && rest_.front() != '"'; take(1)) {
            if (rest_.front() == '\\') take(1);
            if (!rest_.empty()) out += rest_.front();
        }
        take(1);
        return out;
    }

    std::string literal() {
        take(std::min(rest_.find('}'), rest_.size() - 1) + 1);
        if (literal_ >= from_.literals.size()) return {};
        return from_.literals[literal_++];
    }

    std::string list() {
        int depth = 0;
        do {
            const char c = rest_.front();
            if (c == '"') {
                quoted_text();
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            take(1);
        } while (depth > 0 && !rest_.empty());
        return {};
    }

    const imap_response& from_;
    std::string_view rest_;
    std::size_t literal_ = 0;
};

fetched_mail read_fetch(const imap_response& from) {
    fetched_mail made;
    fetch_words words(from);
    for (std::string_view name = words.name(); !name.empty(); name = words.name()) {
        std::string value = words.value();
        if (name == "UID")
            made.uid = number<std::uint32_t>(value).value_or(0);
        else if (name == "RFC822.SIZE")
            made.size = number<std::uint64_t>(value).value_or(0);
        else if (name == "INTERNALDATE")
            made.arrived = internal_date(value);
        else if (name.starts_with("BODY["))
            made.bytes = std::move(value);
    }
    return made;
}

bool is_fetch(std::string_view text) {
    if (!text.starts_with("* ")) return false;
    const std::size_t end = text.find_first_not_of("0123456789", 2);
    return end != text.npos && text.substr(end).starts_with(" FETCH ");
}

}  // namespace

std::optional<mailbox_place> end_of_mailbox(const imap_responses& from) {
    const auto validity = response_code(from, "UIDVALIDITY");
    const auto next = response_code(from, "UIDNEXT");
    if (!validity || *validity == 0 || !next || *next == 0) return std::nullopt;
    return mailbox_place{*validity, *next - 1};
}

std::vector<std::uint32_t> found_uids(const imap_responses& from, std::uint32_t after) {
    std::vector<std::uint32_t> found;
    for (const imap_response& one : from) {
        std::string_view rest = one.text;
        if (!rest.starts_with("* SEARCH")) continue;
        rest.remove_prefix(8);
        while (!rest.empty()) {
            const std::size_t begin = rest.find_first_not_of(' ');
            if (begin == rest.npos) break;
            rest.remove_prefix(begin);
            const std::string_view word = rest.substr(0, rest.find(' '));
            if (const auto uid = number<std::uint32_t>(word); uid && *uid > after)
                found.push_back(*uid);
            rest.remove_prefix(word.size());
        }
    }
    std::ranges::sort(found);
    found.erase(std::ranges::unique(found).begin(), found.end());
    return found;
}

std::vector<fetched_mail> fetched_mails(const imap_responses& from) {
    std::vector<fetched_mail> found;
    for (const imap_response& one : from)
        if (is_fetch(one.text)) found.push_back(read_fetch(one));
    return found;
}

timestamp internal_date(std::string_view text) {
    const std::time_t seconds = curl_getdate(std::string(text).c_str(), nullptr);
    return seconds < 0 ? timestamp{} : timestamp(std::chrono::seconds(seconds));
}

}  // namespace earshot::mails
