#include "bluesky/account.hpp"

#include <algorithm>
#include <stdexcept>

#include "bluesky/at_uri.hpp"

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_identifier = 512;
constexpr std::size_t most_languages = 3;  // of a post, says its lexicon
constexpr std::size_t longest_tag = 35;    // RFC 5646 section 4.4.1

std::string without_end_slash(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url;
}

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

bool tag_like(std::string_view text) {
    return text.size() >= 2 && text.size() <= longest_tag && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-';
           });
}

void check(const account& made) {
    if (made.identifier.empty() || made.identifier.size() > longest_identifier ||
        !printable(made.identifier))
        throw std::invalid_argument("identifier is '" + made.identifier.substr(0, 80) +
                                    "', but a handle such as brand.example.com, an e-mail address "
                                    "or a DID is expected");
    if (made.look_back < 1h || made.look_back > std::chrono::days(30))
        throw std::invalid_argument("look_back is " + format_duration(made.look_back) +
                                    ", but between 1h and 30d is expected");
    if (made.rescan < 10s || made.rescan > 24h)
        throw std::invalid_argument("rescan is " + format_duration(made.rescan) +
                                    ", but between 10s and 24h is expected");
    if (made.languages.size() > most_languages)
        throw std::invalid_argument("languages has " + std::to_string(made.languages.size()) +
                                    " tags, but a post takes three at most");
    for (const std::string& tag : made.languages)
        if (!tag_like(tag))
            throw std::invalid_argument("languages: '" + tag.substr(0, 80) +
                                        "' is no language tag such as `nl` or `pt-BR`");
}

}  // namespace

account read_account(const host& services) {
    const settings& given = services.configuration();
    account made;
    made.name = services.instance();
    made.service = without_end_slash(given.text("service"));
    made.identifier = given.text("identifier");
    if (made.identifier.starts_with('@')) made.identifier.erase(0, 1);
    made.look_back = given.span("look_back");
    made.rescan = given.span("rescan");
    made.languages = given.list("languages");
    made.web_url = without_end_slash(given.text("web_url"));
    check(made);
    return made;
}

std::string permalink(const account& to, std::string_view uri) {
    const auto post = read_post_uri(uri);
    if (!post) return {};
    return std::string(to.web_url)
        .append("/profile/")
        .append(post->did)
        .append("/post/")
        .append(post->rkey);
}

}  // namespace earshot::bluesky
