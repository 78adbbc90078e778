#include "fetched_media.hpp"

#include <algorithm>

#include "earshot/helpdesk/comment_text.hpp"
#include "earshot/short_text.hpp"

namespace earshot::helpdesk {

namespace {

constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_type = 80;

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// `image/jpeg` of `Image/JPEG; q=1`.
std::string type_of(const http_response& answer) {
    const std::string_view whole = answer.header("content-type").value_or("");
    return lower_ascii(trimmed(whole.substr(0, whole.find(';'))));
}

// RFC 6838 section 4.2, without the letters that no type of a file has.
bool names_a_type(std::string_view type) {
    const auto is_name = [](std::string_view name) {
        return !name.empty() && letter_or_digit(name.front()) &&
               std::ranges::all_of(name, [](char c) {
                   return letter_or_digit(c) || std::string_view(".+-").contains(c);
               });
    };
    const std::size_t slash = std::min(type.find('/'), type.size());
    return type.size() <= longest_type && slash < type.size() && is_name(type.substr(0, slash)) &&
           is_name(type.substr(slash + 1));
}

// An SVG may hold a program, which would run in the helpdesk's name.
bool shows_something(std::string_view type) {
    if (type == "application/pdf") return true;
    if (type.starts_with("image/svg")) return false;
    return type.starts_with("image/") || type.starts_with("audio/") || type.starts_with("video/");
}

// `.jpeg` of `image/jpeg`. The type is what the file is, whatever its address says.
std::string ending_of(std::string_view type) {
    std::string out(type.substr(type.find('/') + 1));
    std::erase_if(out, [](char c) { return !letter_or_digit(c); });
    return "." + out;
}

std::string name_of(std::string_view url, std::string_view type) {
    std::string_view path = url.substr(0, url.find_first_of("?#"));
    path.remove_prefix(path.rfind('/') + 1);
    std::string out(path.substr(0, longest_name));
    for (char& c : out)
        if (!letter_or_digit(c) && c != '.' && c != '-') c = '_';
    if (out.empty() || out.front() == '.') out.insert(0, "file");
    const std::string ending = ending_of(type);
    const bool fits = out.ends_with(ending) || (ending == ".jpeg" && out.ends_with(".jpg"));
    return fits ? out : out + ending;
}

std::unexpected<error> refuse(const char* code, std::string why) {
    return fail(error_kind::permanent, code, std::move(why));
}

}  // namespace

bool comes_from(std::string_view url, const std::vector<std::string>& named) {
    return std::ranges::any_of(named, [&](const std::string& one) {
        std::string begin = one.contains("://") ? one : "https://" + one;
        if (!begin.ends_with('/')) begin += '/';
        return url.starts_with(begin);
    });
}

std::string key_of_media(std::string_view url) { return "media/" + std::string(url); }

result<media_file> media_in(const http_response& answer, const std::string& url) {
    const std::string status = "its server answered " + std::to_string(answer.status);
    if (answer.status >= 500 || answer.status == 408 || answer.status == 429)
        return fail(error_kind::transient, "helpdesk.media_unavailable", status);
    if (answer.status != 200) return refuse("helpdesk.media_refused", status);
    if (answer.body.empty() || answer.body.size() > largest_file)
        return refuse("helpdesk.media_size", "it has " + std::to_string(answer.body.size()) +
                                                 " bytes: files of up to " +
                                                 std::to_string(largest_file) + " are taken");
    const std::string type = type_of(answer);
    if (!names_a_type(type) || !shows_something(type))
        return refuse("helpdesk.media_type",
                      "its type is '" + ascii_line(type, longest_type) +
                          "': pictures but SVG, sounds, films and PDF are taken");
    return media_file{key_of_media(url), "A file of what was said here, from\n" + url,
                      name_of(url, type), type, answer.body};
}

}  // namespace earshot::helpdesk
