// The journal's three connections to its file, each with all that is used on it. A thread of its
// own for each: writing, what the stages read, and what operators ask.
#pragma once

#include "journal/care_record.hpp"
#include "journal/delivery_log.hpp"
#include "journal/intake_log.hpp"
#include "journal/log_reader.hpp"
#include "journal/memory_reader.hpp"
#include "journal/overview.hpp"
#include "journal/write_health.hpp"
#include "store/worker.hpp"

namespace earshot::journal {

// A file of the journal, as errors call it.
stores::file_name named(std::filesystem::path path);

// Creates the file, or brings it up to date. Throws `failure`. [writer thread]
struct writing {
    writing(const std::filesystem::path& path, const clock& time, log& events);

    // Keep what is remembered of the file in step with it.
    stores::transaction_hooks hooks();

    write_health health;
    stores::database file;
    names known;
    entries log_entries;
    inbox requests;
    do_not_watch people;
    intake_log intake;
    care_record care;
    outbox queue;
    delivery_log delivery;
};

// [reader thread]
struct reading {
    explicit reading(const std::filesystem::path& path);

    stores::database file;
    log_reader log;
    memory_reader memory;
};

// [overview thread]
struct looking {
    explicit looking(const std::filesystem::path& path);

    stores::database file;
    overview all;
};

}  // namespace earshot::journal
