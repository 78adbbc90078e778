// Whatever the server of a customer's file answers (an address, a status, a type and the bytes, by
// lines): what goes on a ticket is of a kind that runs no program, under a name that is safe
// anywhere.
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "../src/helpdesk/fetched_media.hpp"

using namespace earshot;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

std::string line_of(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string out(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    return out;
}

bool consists_of(std::string_view text, std::string_view others) {
    return std::ranges::all_of(text, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.contains(c);
    });
}

void check(const helpdesk::media_file& file, const http_response& answer, const std::string& url) {
    check(answer.status == 200 && file.bytes == answer.body && !file.bytes.empty());
    check(file.key.ends_with(url) && file.text.ends_with(url));

    check(consists_of(file.type, "/.+-") && file.type.size() <= 80);
    const std::string_view kind = std::string_view(file.type).substr(0, file.type.find('/'));
    check(kind == "image" || kind == "audio" || kind == "video" || file.type == "application/pdf");
    check(!file.type.starts_with("image/svg") && std::ranges::count(file.type, '/') == 1);

    check(consists_of(file.name, ".-_") && !file.name.starts_with('.') && file.name.size() <= 170);
    const std::size_t ending = file.name.rfind('.');
    check(ending != file.name.npos && ending + 1 < file.name.size());
    check(file.name.ends_with(".jpg") ||
          consists_of(std::string_view(file.name).substr(ending + 1), ""));
}

void check(const error& why, int status) {
    const bool later = status >= 500 || status == 408 || status == 429;
    check(why.kind == (later ? error_kind::transient : error_kind::permanent));
    check(why.detail.size() < 300 &&
          std::ranges::all_of(why.detail, [](char c) { return c >= ' ' && c <= '~'; }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    const std::string url = line_of(rest);
    http_response answer;
    answer.status = std::atoi(line_of(rest).c_str());
    answer.headers.emplace_back("content-type", line_of(rest));
    answer.body = rest;

    const auto file = helpdesk::media_in(answer, url);
    if (file)
        check(*file, answer, url);
    else
        check(file.error(), answer.status);
    if (helpdesk::comes_from(url, {"cdn.example.com"}))
        check(url.starts_with("https://cdn.example.com/"));
    return 0;
}
