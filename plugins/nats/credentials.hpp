// A file of credentials as `nsc` writes it: a user's token, and the seed that signs for it.
// Functions of their arguments.
#pragma once

#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::nats {

struct user_credentials {
    std::string token;
    std::string seed;
};

// Errors: unauthorized `nats.credentials`; nothing of the text is in them.
result<user_credentials> read_credentials(std::string_view text);

}  // namespace earshot::nats
