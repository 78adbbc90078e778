// A Chatwoot as it is configured. A value; checked once, when the plugin is made.
#pragma once

#include <string>

#include "earshot/settings.hpp"

namespace earshot::chatwoot {

struct site {
    std::string url;         // without a slash at the end
    std::string account;     // a number
    std::string inbox;       // a number
    std::string case_field;  // the conversations' custom attribute for the case key
    bool labels = true;
    duration rescan{0};  // each poll begins so much before the last one's end
    bool hooks = false;  // a secret for webhooks is configured
};

// Throws std::invalid_argument, naming the field.
site site_from(const settings& given);

}  // namespace earshot::chatwoot
