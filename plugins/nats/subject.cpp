#include "nats/subject.hpp"

#include <algorithm>
#include <stdexcept>

namespace earshot::nats {

namespace {

// `*` and `>` are wildcards, a dot ends a token, and a space the subject.
bool may_stand_in_token(char c) {
    return static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '*' && c != '>' && c != '.';
}

std::string token(std::string_view from) {
    std::string out;
    for (const char c : from) out += may_stand_in_token(c) ? c : '_';
    return out.empty() ? "_" : out;
}

std::string value_of(std::string_view name, const stream::record& one) {
    if (name == "platform") return token(one.platform);
    if (name == "account") return token(one.account);
    if (name == "event") return one.kind;
    throw std::invalid_argument("has {" + std::string(name) +
                                "}; write {platform}, {account} or {event}");
}

bool is_subject(std::string_view made) {
    const bool empty_token =
        made.empty() || made.front() == '.' || made.back() == '.' || made.contains("..");
    return !empty_token &&
           std::ranges::all_of(made, [](char c) { return c == '.' || may_stand_in_token(c); });
}

bool is_the_servers_own(std::string_view made) {
    return made.starts_with('$') || made.starts_with("_INBOX");
}

}  // namespace

void check_subject(std::string_view pattern, settings_check& check) {
    stream::record example;
    example.platform = "x";
    example.account = "brand";
    example.kind = "message.received";
    try {
        const std::string made = subject_of(pattern, example);
        if (!is_subject(made))
            check.refuse("subject", "is '" + std::string(pattern) +
                                        "', which makes no subjects; write tokens with dots "
                                        "between them, without spaces and wildcards");
        if (is_the_servers_own(made))
            check.refuse("subject", "is '" + std::string(pattern) +
                                        "', which is the server's own; begin it with another word");
    } catch (const std::invalid_argument& why) {
        check.refuse("subject", why.what());
    }
}

std::string subject_of(std::string_view pattern, const stream::record& one) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t begin = pattern.find('{');
        const std::size_t end = pattern.find('}', begin);
        out += pattern.substr(0, begin);
        if (begin == pattern.npos) return out;
        if (end == pattern.npos) throw std::invalid_argument("has a { without its }; close it");
        out += value_of(pattern.substr(begin + 1, end - begin - 1), one);
        pattern.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace earshot::nats
