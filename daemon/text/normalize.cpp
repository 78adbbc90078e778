#include "text/normalize.hpp"

#include <algorithm>
#include <array>

#include "text/html.hpp"
#include "text/unicode.hpp"

namespace earshot::texts {

namespace {

// What is in a text that needs work; most texts need none.
enum : std::uint8_t { non_ascii = 1, ampersand = 2, control = 4 };

constexpr auto traits = [] {
    std::array<std::uint8_t, 256> of{};
    for (std::size_t c = 0; c < 0x20; ++c) of[c] = control;
    of['\n'] = of['\t'] = 0;
    of[0x7F] = control;
    of['&'] = ampersand;
    for (std::size_t c = 0x80; c < 0x100; ++c) of[c] = non_ascii;
    of[0xC2] |= control;  // the first byte of U+0080 to U+009F, among others
    return of;
}();

std::uint8_t traits_of(std::string_view text) {
    std::uint8_t found = 0;
    for (const char c : text) found |= traits[static_cast<std::uint8_t>(c)];
    return found;
}

// U+0000 to U+001F but newline and tab, U+007F to U+009F.
std::string without_controls(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto byte = static_cast<std::uint8_t>(text[at]);
        const bool c1 = byte == 0xC2 && at + 1 < text.size() && text[at + 1] < '\xA0';
        if (c1) ++at;
        if (!c1 && (byte == 0xC2 || !(traits[byte] & control))) out += text[at];
    }
    return out;
}

std::string for_display(std::string_view text, std::uint8_t found) {
    std::string out(text);
    if (found & ampersand) {
        out = unescape(out);
        found = traits_of(out);
    }
    if (found & control) out = without_controls(out);
    if (found & non_ascii) out = nfc(out);
    return out;
}

class checker {
public:
    void name(std::string& text, std::size_t limit = max_name) {
        utf8(text);
        if (text.size() <= limit) return;
        text = cut(text, limit);
        done.trimmed = true;
    }

    void address(std::string& text) {
        utf8(text);
        if (text.size() <= max_address) return;
        text.clear();
        done.trimmed = true;
    }

    void utf8(std::string& text) {
        if (valid_utf8(text)) return;
        text = repair_utf8(text);
        done.repaired = true;
    }

    template <class T>
    void parts(std::vector<T>& items) {
        if (items.size() <= max_parts) return;
        items.resize(max_parts);
        done.trimmed = true;
    }

    normalized done;
};

struct identifier {
    const char* member;
    std::string_view id;
    bool needed = false;
};

// Empty: nothing is wrong with it.
std::string_view complaint(const identifier& one) {
    if (one.id.empty()) return one.needed ? "is missing" : "";
    if (one.id.size() > max_id) return "is longer than 512 bytes";
    const bool strange = (traits_of(one.id) & control) && without_controls(one.id) != one.id;
    const bool lines = one.id.find_first_of("\n\t") != one.id.npos;
    return strange || lines || !valid_utf8(one.id) ? "has characters that no id has" : "";
}

// Ids name things in the journal and on the platform: a changed one would name something else.
result<void> check_ids(const message& item) {
    const identifier all[] = {{"platform", item.platform, true},   {"account", item.account},
                              {"object_id", item.object_id, true}, {"revision", item.revision},
                              {"thread_id", item.thread_id},       {"parent_id", item.parent_id},
                              {"quoted_id", item.quoted_id},       {"author.id", item.by.id}};
    for (const identifier& one : all)
        if (const auto wrong = complaint(one); !wrong.empty())
            return fail(error_kind::invalid, "text.bad_id",
                        std::string(one.member).append(" ").append(wrong));
    return {};
}

void fit(std::vector<entity>& entities, std::string_view text) {
    const auto end = static_cast<std::uint32_t>(code_points(text));
    for (entity& part : entities) part.end = std::min(part.end, end);
    std::erase_if(entities, [](const entity& part) { return part.begin >= part.end; });
}

void check_parts(message& item, checker& check) {
    check.parts(item.entities);
    check.parts(item.attachments);
    if (!item.entities.empty()) fit(item.entities, item.text);
    for (entity& part : item.entities) {
        check.address(part.value);
        check.name(part.id, max_id);
    }
    for (attachment& part : item.attachments) {
        check.name(part.id, max_id);
        check.name(part.media_type);
        check.address(part.url);
        check.name(part.alt_text, max_text);
    }
}

}  // namespace

std::string for_display(std::string_view text) { return for_display(text, traits_of(text)); }

result<normalized> normalize(message& item) {
    if (item.text.size() > max_text)
        return fail(error_kind::invalid, "text.too_long",
                    "the text has " + std::to_string(item.text.size()) + " bytes; the limit is " +
                        std::to_string(max_text));
    if (auto checked = check_ids(item); !checked) return std::unexpected(checked.error());
    checker check;
    const std::uint8_t found = traits_of(item.text);
    if ((found & non_ascii) && !valid_utf8(item.text)) {
        if (item.raw.empty()) item.raw = item.text;
        check.utf8(item.text);
    }
    item.display_text = for_display(item.text, found);
    check.name(item.by.handle);
    check.name(item.by.display_name);
    check.name(item.platform_language);
    check.address(item.permalink);
    check_parts(item, check);
    return check.done;
}

std::string printable(std::string_view text) {
    return without_controls(valid_utf8(text) ? std::string(text) : repair_utf8(text));
}

}  // namespace earshot::texts
