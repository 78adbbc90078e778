// The log of a journal for programs beside the daemon, which may be running: a simulation, a
// report. Only reads, takes no lock, and keeps no writer waiting.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "journal/records.hpp"

namespace earshot::journal {

// Used by one thread at a time. Every call sees what was durable when it was made. Errors as in
// journal.hpp.
class log_file {
public:
    virtual ~log_file() = default;

    // Entries after `after`, in order, at most `limit`.
    virtual result<std::vector<entry>> read(sequence after, int limit) = 0;

    // Nothing: nothing was understood of this entry (yet).
    virtual result<std::optional<understanding>> understanding_of(sequence about) = 0;
};

// A journal of an older version is read as it is. Errors: permanent with `journal.no_file`,
// `journal.not_one` (the file is something else), `journal.newer`, and as in journal.hpp.
result<std::unique_ptr<log_file>> open_log_file(std::filesystem::path path);

}  // namespace earshot::journal
