// A text service without tables, for tests that do not turn on Unicode.
//
// Rationale: the daemon's own service stands on ICU, which a plugin author should not have to
// install to test a mapping, and a second ICU wrapper here would be one more to keep right. So the
// kit brings this small one and fake_host takes any other: a plugin whose counting must be exact
// hands in one built on ICU.
#pragma once

#include "earshot/service/text.hpp"

namespace earshot::testkit {

// `valid_utf8` is exact. `nfc` returns its input: write test texts composed. `graphemes` joins
// combining marks, ZWJ sequences, skin tones, flags, keycaps and tags, and calls a grapheme an
// emoji by block. `html_to_text` removes tags and resolves the five entities of XML.
class plain_text final : public text {
public:
    bool valid_utf8(std::string_view text) const override;
    std::string nfc(std::string_view text) const override;
    std::vector<grapheme> graphemes(std::string_view text) const override;
    std::string html_to_text(std::string_view html) const override;
};

}  // namespace earshot::testkit
