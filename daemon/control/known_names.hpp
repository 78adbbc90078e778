// Names that an operator typed and under which nothing was found: one that nobody has is an error
// with the nearest there is, one that is only quiet is none.
#pragma once

#include <string>

#include "control/commands.hpp"

namespace earshot::control {

// `x/klm`, as the tables show an account, or its parts. Empty: any.
struct account_name {
    std::string platform;
    std::string account;
};
account_name account_named(std::string platform, std::string account);

// Configured, or something came from there once. Errors: gone `control.unknown_account`,
// `control.unknown_platform`.
task<result<void>> check_account(const surroundings& around, account_name name);

// Configured, or something was once to go there; empty: any. Errors: gone
// `control.unknown_destination`.
task<result<void>> check_destination(const surroundings& around, std::string name);

}  // namespace earshot::control
