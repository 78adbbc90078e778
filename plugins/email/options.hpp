// The configuration of one `email`, read once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/mail.hpp"
#include "earshot/settings.hpp"

namespace earshot::email {

struct options {
    std::string from;
    std::vector<mail_address> to;
    std::string reply_to;
    std::string domain;               // of message ids: that of `from`
    std::vector<std::string> agents;  // lower case: addresses, and `@domain`
    std::string folder;
    std::string done_folder;
    bool person_addresses = false;

    bool may_answer(std::string_view address) const;
};

// Throws std::invalid_argument, naming the field.
options read_options(const settings& from);

}  // namespace earshot::email
