// The host service `secrets` of one plugin instance: from the settings field to the file that its
// reference names.
#pragma once

#include <filesystem>

#include "earshot/service/secrets.hpp"
#include "earshot/settings.hpp"

namespace earshot::plugins {

// The secret behind `credential:NAME` (a file in `credentials`, systemd's $CREDENTIALS_DIRECTORY;
// empty: there is none) or `file:/absolute/path`. One newline at the end is not part of it. A file
// that others can read is refused, but for one in a credentials directory that belongs to root:
// there systemd keeps others out. At most 64 KiB. Errors: permanent `secret.*`, naming the file and
// what to do. [any thread]
result<std::string> read_secret(std::string_view reference,
                                const std::filesystem::path& credentials);

class secrets_service final : public secrets {
public:
    secrets_service(settings values, std::filesystem::path credentials);

    result<std::string> read(std::string_view field) override;

private:
    settings values_;
    std::filesystem::path credentials_;
};

}  // namespace earshot::plugins
