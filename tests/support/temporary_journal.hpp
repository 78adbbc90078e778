// A real journal in a folder that goes away with it, with the steps that tests of stages share.
#pragma once

#include <stdexcept>
#include <string>

#include "base/clock.hpp"
#include "base/wakeup.hpp"
#include "journal/sqlite_journal.hpp"
#include "recording_log.hpp"
#include "temporary_directory.hpp"

namespace earshot::tests {

// The value, or a failed test.
template <class T>
T must(result<T> outcome) {
    if (!outcome) throw std::runtime_error(to_string(outcome.error()));
    if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

inline message some_message(const std::string& account, const std::string& id) {
    message item;
    item.platform = "fake";
    item.account = account;
    item.object_id = id;
    item.thread_id = id;
    item.addressed = true;
    item.text = item.display_text = "message " + id;
    item.raw = "{\"id\":\"" + id + "\"}";
    return item;
}

class temporary_journal {
public:
    explicit temporary_journal(boost::asio::any_io_executor loop)
        : journal_(
              must(journal::open_sqlite_journal(folder_.path() / "journal.db", loop, clock, log))) {
    }

    journal::journal* operator->() { return journal_.get(); }
    journal::journal& operator*() { return *journal_; }

    // Stores a message and puts it into the outbox of a destination; its entry's number.
    task<journal::sequence> enqueue(std::string destination, std::string id,
                                    std::string conversation, timestamp expires = {}) {
        std::vector<journal::arrival> arrivals(1);
        arrivals[0].platform = "fake";
        arrivals[0].account = "klm";
        arrivals[0].items.messages.push_back(some_message("klm", id));
        auto counted = co_await journal_->append(std::move(arrivals));
        must(std::move(counted));
        auto newest = co_await journal_->newest();
        journal::decisions made;
        made.position = must(std::move(newest));
        journal::enqueue next;
        next.destination = std::move(destination);
        next.about = made.position;
        next.conversation = std::move(conversation);
        next.key = std::move(id);
        next.expires = expires;
        made.enqueued.push_back(std::move(next));
        const journal::sequence about = made.position;
        auto decided = co_await journal_->decide(std::move(made));
        must(std::move(decided));
        co_return about;
    }

    // What was under way in the journal is done, and who waited for it has gone on: one step of
    // every stage, however long it takes.
    task<void> round() {
        std::vector<journal::settlement> nothing;
        auto written = co_await journal_->settle(std::move(nothing));
        must(std::move(written));
        auto read = co_await journal_->newest();
        must(std::move(read));
        for (int i = 0; i < 8; ++i) co_await base::yield();  // through a few calls that return
    }

    task<void> rounds(int count) {
        for (int i = 0; i < count; ++i) co_await round();
    }

    base::manual_clock clock;
    recording_log log;

private:
    temporary_directory folder_;
    std::unique_ptr<journal::journal> journal_;
};

}  // namespace earshot::tests
