#include "twins/x/marks.hpp"

#include <algorithm>

#include "earshot/short_text.hpp"
#include "earshot/signature.hpp"
#include "twins/x/users.hpp"

namespace earshot::twins::x {

namespace {

bool in_handle(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Letters beyond ASCII belong to a hashtag; CJK punctuation (U+3000-303F) ends it.
std::size_t tag_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size()) {
        const auto byte = static_cast<unsigned char>(text[length]);
        if (text.substr(length).starts_with("\xE3\x80")) break;
        if (text.substr(length).starts_with("\xEF\xBC") || byte == 0xF0) break;
        if (byte < 0x80 && !in_handle(text[length])) break;
        ++length;
    }
    return length;
}

std::size_t handle_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && length < 15 && in_handle(text[length])) ++length;
    return length;
}

std::string shortened(std::string_view address) {
    return "https://t.co/" + to_hex(digest(hash::sha256, address)).substr(0, 10);
}

std::string_view escaped(char c) {
    if (c == '&') return "&amp;";
    if (c == '<') return "&lt;";
    return "&gt;";
}

// Walks over the written text and builds the marked one.
class writer {
public:
    marked_text run(std::string_view rest) {
        while (!rest.empty()) rest.remove_prefix(step(rest));
        return std::move(out_);
    }

private:
    std::size_t step(std::string_view rest) {
        if (const std::size_t length = link_length(rest)) return link(rest.substr(0, length));
        if (const std::size_t length = sign(rest)) return tag(rest.substr(0, length));
        if (std::string_view("&<>").contains(rest.front())) {
            append(escaped(rest.front()));
        } else {
            append(rest.substr(0, 1));
        }
        last_ = rest.front();
        return 1;
    }

    std::size_t sign(std::string_view rest) const {
        if (in_handle(last_)) return 0;
        const std::size_t length = rest.front() == '@'   ? handle_length(rest.substr(1))
                                   : rest.front() == '#' ? tag_length(rest.substr(1))
                                                         : 0;
        return length == 0 ? 0 : length + 1;
    }

    std::size_t link(std::string_view address) {
        put(mark_kind::link, shortened(address), address);
        return address.size();
    }

    std::size_t tag(std::string_view part) {
        put(part.front() == '@' ? mark_kind::mention : mark_kind::hashtag, part, part.substr(1));
        return part.size();
    }

    void put(mark_kind kind, std::string_view shown, std::string_view value) {
        const std::size_t begin = position_;
        append(shown);
        out_.marks.push_back({kind, begin, position_, std::string(value)});
        last_ = shown.back();
    }

    void append(std::string_view part) {
        out_.text += part;
        position_ += code_points(part);
    }

    marked_text out_;
    std::size_t position_ = 0;
    char last_ = ' ';
};

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

}  // namespace

std::size_t link_length(std::string_view text) {
    if (!text.starts_with("http://") && !text.starts_with("https://")) return 0;
    std::size_t length = 0;
    while (length < text.size() && text[length] > ' ' && text[length] < '\x7f') ++length;
    while (length > 0 && std::string_view(".,;:!?)\"'").contains(text[length - 1])) --length;
    return length;
}

bool marked_text::mentions(std::string_view handle) const {
    return std::ranges::any_of(marks, [&](const mark& one) {
        return one.kind == mark_kind::mention && lower_ascii(one.value) == lower_ascii(handle);
    });
}

marked_text mark_up(std::string_view written) { return writer().run(written); }

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, starts_code_point));
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (starts_code_point(text[i]) && seen++ == count) return text.substr(0, i);
    return text;
}

}  // namespace earshot::twins::x
