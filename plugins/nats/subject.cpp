#include "nats/subject.hpp"

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
    throw std::invalid_argument("subject: {" + std::string(name) +
                                "} is not one of {platform}, {account}, {event}");
}

void check_made(std::string_view pattern, std::string_view made) {
    bool empty_token = made.empty() || made.front() == '.' || made.back() == '.';
    empty_token = empty_token || made.contains("..");
    bool foreign = false;
    for (const char c : made) foreign = foreign || (c != '.' && !may_stand_in_token(c));
    if (empty_token || foreign)
        throw std::invalid_argument("subject '" + std::string(pattern) +
                                    "' makes no subjects: tokens with dots between them, without "
                                    "spaces and wildcards");
    if (made.starts_with('$') || made.starts_with("_INBOX"))
        throw std::invalid_argument("subject '" + std::string(pattern) +
                                    "' is the server's own: begin it with another word");
}

}  // namespace

void check_subject(std::string_view pattern) {
    stream::record example;
    example.platform = "x";
    example.account = "brand";
    example.kind = "message.received";
    check_made(pattern, subject_of(pattern, example));
}

std::string subject_of(std::string_view pattern, const stream::record& one) {
    std::string out;
    while (!pattern.empty()) {
        const std::size_t begin = pattern.find('{');
        const std::size_t end = pattern.find('}', begin);
        out += pattern.substr(0, begin);
        if (begin == pattern.npos) return out;
        if (end == pattern.npos) throw std::invalid_argument("subject: a { without its }");
        out += value_of(pattern.substr(begin + 1, end - begin - 1), one);
        pattern.remove_prefix(end + 1);
    }
    return out;
}

}  // namespace earshot::nats
