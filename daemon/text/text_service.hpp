// The host service `text`, for plugins. Without state; any thread.
#pragma once

#include "earshot/service/text.hpp"

namespace earshot::texts {

class text_service final : public text {
public:
    bool valid_utf8(std::string_view text) const override;
    std::string nfc(std::string_view text) const override;
    std::vector<grapheme> graphemes(std::string_view text) const override;
    std::string html_to_text(std::string_view html) const override;
};

}  // namespace earshot::texts
