// The bytes of a configuration file: whether they are text at all, and where a position in them is
// for a person. Used by the parser only.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_problems.hpp"

namespace earshot::base {

// Refers to `bytes`, which must outlive it. A byte order mark in front is skipped.
class config_source {
public:
    config_source(const std::string& file, std::string_view bytes);

    std::string_view bytes() const { return bytes_; }

    // `line` and `column` count from 0, the column in bytes; outside of the file means its end.
    config_mark at(int line, int column) const;

    // UTF-8, without control characters, indented by spaces. Each line's first offence is added.
    bool readable(config_problems& problems) const;

    // Whether a quoted text that begins at this position (as of `at`) ends. True where none begins.
    bool quote_closes(int line, int column) const;

private:
    std::string_view line(std::size_t index) const;

    std::shared_ptr<const std::string> file_;
    std::string_view bytes_;
    std::vector<std::size_t> starts_;  // of lines
};

}  // namespace earshot::base
