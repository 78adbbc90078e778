// What of a message is read, searched and understood.
#pragma once

#include <string>

#include "earshot/message.hpp"

namespace earshot::texts {

// As the platform shows it, else as it came. Lives as long as the message.
inline const std::string& shown_text(const message& item) {
    return item.display_text.empty() ? item.text : item.display_text;
}

}  // namespace earshot::texts
