#include "bluesky/account.hpp"

#include <algorithm>

#include "bluesky/at_uri.hpp"
#include "earshot/settings_check.hpp"

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t longest_identifier = 512;
constexpr std::size_t most_languages = 3;  // of a post, says its lexicon
constexpr std::size_t longest_tag = 35;    // RFC 5646 section 4.4.1

bool printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F'; });
}

bool tag_like(std::string_view text) {
    return text.size() >= 2 && text.size() <= longest_tag && std::ranges::all_of(text, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-';
           });
}

void check_identifier(const std::string& identifier, settings_check& check) {
    if (identifier.empty() || identifier.size() > longest_identifier || !printable(identifier))
        check.refuse("identifier", "is '" + identifier.substr(0, 80) +
                                       "'; write a handle such as brand.example.com, an e-mail "
                                       "address or a DID");
}

void check_languages(const std::vector<std::string>& tags, settings_check& check) {
    if (tags.size() > most_languages)
        check.refuse("languages", "has " + std::to_string(tags.size()) +
                                      " tags, but a post takes three; write three at most");
    for (const std::string& tag : tags)
        if (!tag_like(tag))
            check.refuse("languages", "has '" + tag.substr(0, 80) +
                                          "'; write language tags such as `nl` or `pt-BR`");
}

}  // namespace

account read_account(const host& services) {
    const settings& given = services.configuration();
    settings_check check(given);
    account made;
    made.name = services.instance();
    made.service = given.base_url("service");
    made.identifier = given.text("identifier");
    if (made.identifier.starts_with('@')) made.identifier.erase(0, 1);
    made.look_back = check.span("look_back", 1h, std::chrono::days(30));
    made.rescan = check.span("rescan", 10s, 24h);
    made.languages = given.list("languages");
    made.web_url = given.base_url("web_url");
    check_identifier(made.identifier, check);
    check_languages(made.languages, check);
    check.finish();
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
