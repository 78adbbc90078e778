// Secrets named in the configuration. They are read when asked for, so a rotated file is seen.
#pragma once

#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot {

class secrets {
public:
    static constexpr std::string_view id = "earshot.secrets/1";
    virtual ~secrets() = default;

    // The value behind a settings field of type secret. Do not keep, log or copy it around.
    // Errors: permanent, naming the file and what is wrong with it. [any thread]
    virtual result<std::string> read(std::string_view field) = 0;
};

}  // namespace earshot
