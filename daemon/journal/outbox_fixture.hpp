// A journal with messages to send about, for tests of the outbox.
#pragma once

#include "journal/journal_fixture.hpp"

namespace earshot::journal::testing {

inline const std::string sink = "sink:helpdesk";

// Twelve messages in the log, to be sent about.
struct filled : fixture {
    filled() {
        std::vector<message> messages;
        for (int i = 1; i <= 12; ++i) messages.push_back(tweet(std::to_string(100 + i)));
        append(from_x(std::move(messages)));
    }

    std::vector<sequence> leased(int limit = 100) { return about(lease(sink, limit)); }

    delivery_line delivery() {
        for (const delivery_line& each : run((*this)->account()).delivery)
            if (each.destination == sink) return each;
        return {};
    }

    entry last_entry() {
        const sequence newest = run((*this)->newest());
        return run((*this)->read(newest - 1, 1)).front();
    }
};

using sequences = std::vector<sequence>;

}  // namespace earshot::journal::testing
