// What operators ask the journal, and what it answers. Values without behaviour.
#pragma once

#include "journal/records.hpp"

namespace earshot::journal {

struct outbox_summary {
    std::string destination;
    std::int64_t waiting = 0;
    std::int64_t in_flight = 0;
    std::int64_t retrying = 0;
    std::int64_t dead = 0;
    timestamp oldest;  // when the oldest waiting item was enqueued; the epoch: nothing waits
};

struct dead_letter {
    std::int64_t id = 0;
    std::string destination;
    sequence about = 0;
    timestamp enqueued;
    timestamp died;
    int attempts = 0;
    std::string code;
    std::string detail;
};

struct dead_filter {
    std::string destination;        // empty: all
    timestamp from;                 // by `died`, inclusive; the epoch: no bound
    timestamp to;                   // exclusive
    std::vector<std::int64_t> ids;  // empty: all
};

struct quarantined_item {
    std::int64_t id = 0;
    std::string platform;
    std::string account;
    timestamp at;
    std::string reason;
    std::string object_id;
    std::string raw;
};

struct ledger_line {
    std::string platform;
    std::string account;
    intake_counts counts;
    std::int64_t entries = 0;       // found in the log itself, counted anew: must equal `stored`
    std::int64_t unread = 0;        // webhook requests stored but not yet turned into arrivals
    intake_counts by_hour;          // the sum of all hours: must equal `counts`
    std::int64_t broken_hours = 0;  // hours whose own sum does not hold
};

// A sum that does not hold.
struct broken_sum {
    std::string whose;  // `x/klm`, `sink:helpdesk`
    std::string sum;    // `stored = entries in the log`
    std::int64_t left = 0;
    std::int64_t right = 0;
};

struct delivery_line {
    std::string destination;
    std::int64_t enqueued = 0;
    std::int64_t done = 0;
    std::int64_t dead = 0;
    std::int64_t expired = 0;  // part of dead: too late to help
    std::int64_t open = 0;     // found in the outbox: enqueued = done + dead + open
};

struct ledger {
    std::vector<ledger_line> intake;
    std::vector<delivery_line> delivery;

    std::vector<broken_sum> broken() const;
    bool closes() const;  // every sum above holds
};

// --- accounts by the hour ------------------------------------------------------------------------

struct hour_filter {
    std::string account;  // empty: all
    timestamp from;       // hours that begin then or later; the epoch: from the beginning
    timestamp to;         // hours that begin before; the epoch: no bound
    int limit = 10'000;
};

struct hour_line {
    std::string platform;
    std::string account;
    timestamp hour;  // its beginning; the epoch: all that came before hours were counted
    intake_counts counts;
};

// When an account was last heard of.
struct account_activity {
    std::string platform;
    std::string account;
    timestamp last_received;  // anything; the epoch: never, or before this was noted
    timestamp last_stored;    // something new
    std::int64_t gaps = 0;
    timestamp last_gap_ended;  // the epoch: there is none
};

}  // namespace earshot::journal
