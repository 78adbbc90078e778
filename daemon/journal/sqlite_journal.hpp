// The journal in one SQLite file, for one machine.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <filesystem>
#include <memory>

#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "journal/journal.hpp"

namespace earshot::journal {

// Creates the file (mode 0600) where there is none; `FILE.lock` beside it keeps other processes
// out. Waits for the disk. `time` and `events` outlive the journal. Errors as in journal.hpp, also
// permanent with `journal.newer`: a newer program has written it.
//
// Destroying it carries out what was handed over; callers still waiting get their answers when the
// loop runs on.
result<std::unique_ptr<journal>> open_sqlite_journal(std::filesystem::path path,
                                                     boost::asio::any_io_executor loop,
                                                     const clock& time, log& events);

}  // namespace earshot::journal
