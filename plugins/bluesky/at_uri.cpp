#include "bluesky/at_uri.hpp"

#include <algorithm>

namespace earshot::bluesky {

namespace {

constexpr std::size_t longest_did = 512;
constexpr std::size_t longest_key = 512;

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool all_of(std::string_view text, std::string_view also) {
    return std::ranges::all_of(
        text, [&](char c) { return letter(c) || digit(c) || also.find(c) != also.npos; });
}

bool is_key(std::string_view text) {
    return !text.empty() && text.size() <= longest_key && text != "." && text != ".." &&
           all_of(text, "_~.:-");
}

bool is_collection(std::string_view text) {
    return !text.empty() && text.size() <= 317 && all_of(text, ".-");
}

}  // namespace

bool is_did(std::string_view text) {
    constexpr std::string_view scheme = "did:";
    if (!text.starts_with(scheme) || text.size() > longest_did) return false;
    text.remove_prefix(scheme.size());
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == text.npos || colon + 1 == text.size()) return false;
    const std::string_view method = text.substr(0, colon);
    return std::ranges::all_of(method, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           all_of(text.substr(colon + 1), "._:%-") && text.back() != ':' && text.back() != '%';
}

std::optional<at_uri> read_at_uri(std::string_view text) {
    constexpr std::string_view scheme = "at://";
    if (!text.starts_with(scheme)) return std::nullopt;
    text.remove_prefix(scheme.size());
    const std::size_t first = text.find('/');
    const std::size_t second = first == text.npos ? text.npos : text.find('/', first + 1);
    if (second == text.npos) return std::nullopt;
    const at_uri made{text.substr(0, first), text.substr(first + 1, second - first - 1),
                      text.substr(second + 1)};
    if (!is_did(made.did) || !is_collection(made.collection) || !is_key(made.rkey))
        return std::nullopt;
    return made;
}

std::optional<at_uri> read_post_uri(std::string_view text) {
    auto made = read_at_uri(text);
    if (made && made->collection != post_collection) made.reset();
    return made;
}

std::string post_uri(std::string_view did, std::string_view rkey) {
    return std::string("at://")
        .append(did)
        .append("/")
        .append(post_collection)
        .append("/")
        .append(rkey);
}

}  // namespace earshot::bluesky
