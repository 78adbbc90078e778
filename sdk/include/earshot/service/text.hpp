// Unicode, so that no plugin counts or cuts text on its own. UTF-8 in and out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"

namespace earshot {

// A user-perceived character (UAX #29).
struct grapheme {
    std::string_view bytes;  // within the text asked about
    bool emoji = false;      // shown as an emoji: also flags, keycaps, skin tones, ZWJ sequences
};

class text {
public:
    static constexpr std::string_view id = "earshot.text/1";
    virtual ~text() = default;

    virtual bool valid_utf8(std::string_view text) const = 0;                  // [any thread]
    virtual std::string nfc(std::string_view text) const = 0;                  // [any thread]
    virtual std::vector<grapheme> graphemes(std::string_view text) const = 0;  // [any thread]
    virtual std::string html_to_text(std::string_view html) const = 0;         // [any thread]
};

}  // namespace earshot
