// The command line of a twin: `--name value`, each name at most once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::twins {

class arguments {
public:
    // `usage` lists the names as `--name` somewhere; others are refused. Errors: invalid.
    static result<arguments> parse(int count, char** words, std::string_view usage);

    std::string text(std::string_view name, std::string_view fallback = {}) const;
    result<double> number(std::string_view name, double fallback) const;  // errors: invalid
    result<std::uint16_t> port() const;  // `--port`; 0: any free one. Errors: invalid

private:
    std::map<std::string, std::string, std::less<>> values_;
};

// On stderr, for the command line of `program`; the exit code.
int complain(std::string_view program, const error& what);

// Errors: permanent, naming the file.
result<std::string> read_file(const std::string& path);

}  // namespace earshot::twins
