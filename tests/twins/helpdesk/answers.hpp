// What the helpdesk's agent has to say, by language and by a word in the customer's message.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"

namespace earshot::twins::helpdesk {

struct saying {
    std::vector<std::string> when;  // any of these words; empty: whatever was said
    std::string text;               // {name} and {ticket} are filled in
};

class answers {
public:
    // One English sentence for everybody.
    answers();

    // `nl: [{when: [koffer], text: ...}, {text: ...}]` for each language. Errors: invalid.
    static result<answers> parse(const std::string& yaml);

    // The first that fits in this language, English where the language is not known.
    std::string choose(std::string_view language, std::string_view said, std::string_view name,
                       std::string_view ticket) const;

private:
    std::map<std::string, std::vector<saying>, std::less<>> sayings_;
};

}  // namespace earshot::twins::helpdesk
