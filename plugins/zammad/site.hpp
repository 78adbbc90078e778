// A Zammad as it is configured. A value; checked once, when the plugin is made.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "earshot/settings.hpp"

namespace earshot::zammad {

struct site {
    std::string url;         // without a slash at the end
    std::string group;       // that tickets are filed in
    std::string case_field;  // the tickets' attribute for the case key
    std::string article_type;
    std::vector<std::string> answer_types;   // of articles that are answers to the customer
    std::vector<std::string> closed_states;  // the first is not special
    std::string open_state;
    std::array<std::string, 4> priorities;  // by urgency
    duration rescan{0};                     // each poll begins so much before the last one's end
    bool hooks = false;                     // a secret for webhooks is configured

    bool is_closed(std::string_view state) const;
    bool is_answer(std::string_view type) const;
};

// Throws std::invalid_argument, naming the field.
site site_from(const settings& given);

}  // namespace earshot::zammad
