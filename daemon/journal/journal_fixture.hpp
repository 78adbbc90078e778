// A journal in a directory of its own, for tests: every call is run to its end.
#pragma once

#include "base/clock.hpp"
#include "catch.hpp"
#include "journal/sqlite_journal.hpp"
#include "recording_log.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::journal::testing {

inline message tweet(std::string object_id, std::string text = "Waar blijft mijn koffer?") {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = std::move(object_id);
    item.by = {.id = "2244994945", .handle = "anna", .display_name = "Anna"};
    item.addressed = true;
    item.text = item.display_text = std::move(text);
    item.created = timestamp{std::chrono::days{20'400}};
    item.raw = R"({"id":")" + item.object_id + R"("})";
    return item;
}

inline reply answer(std::string id, std::string object_id) {
    return {.id = std::move(id),
            .origin = "helpdesk",
            .platform = "x",
            .account = "klm",
            .object_id = std::move(object_id),
            .author = "Piet",
            .text = "We kijken het na."};
}

inline arrival from_x(std::vector<message> messages) {
    arrival made;
    made.platform = "x";
    made.account = "klm";
    made.items.messages = std::move(messages);
    return made;
}

inline arrival from_helpdesk(std::vector<reply> replies) {
    arrival made;
    made.platform = "rt";
    made.account = "helpdesk";
    made.items.replies = std::move(replies);
    return made;
}

inline enqueue to(std::string destination, sequence about, std::string conversation,
                  lane priority = lane::normal) {
    enqueue made;
    made.destination = std::move(destination);
    made.about = about;
    made.conversation = std::move(conversation);
    made.priority = priority;
    made.key = "entry-" + std::to_string(about);
    return made;
}

inline settlement done(std::int64_t id, std::string receipt_id = "T-1") {
    return {.id = id, .result = outcome::done, .proof = {.id = std::move(receipt_id)}};
}

inline settlement retry(std::int64_t id, timestamp due) {
    return {.id = id, .result = outcome::retry, .due = due, .code = "http.status"};
}

inline settlement dead(std::int64_t id, std::string code) {
    return {.id = id, .result = outcome::dead, .code = std::move(code), .detail = "refused"};
}

class fixture {
public:
    fixture() { open(); }

    void open() {
        auto opened = open_sqlite_journal(path(), loop_.get_executor(), clock, log);
        if (!opened) throw std::runtime_error(opened.error().detail);
        journal_ = std::move(*opened);
    }

    void close() { journal_.reset(); }

    void reopen() {
        close();
        open();
    }

    std::filesystem::path path() const { return directory.path() / "journal.db"; }

    journal* operator->() { return journal_.get(); }
    journal& get() { return *journal_; }

    // The value of a call; an error fails the test.
    template <class T>
    T run(task<result<T>> call) {
        auto outcome = tests::run_on(loop_, std::move(call));
        if (!outcome) throw std::runtime_error(to_string(outcome.error()));
        if constexpr (!std::is_void_v<T>) return std::move(*outcome);
    }

    template <class T>
    result<T> attempt(task<result<T>> call) {
        return tests::run_on(loop_, std::move(call));
    }

    intake_counts append(arrival one) {
        std::vector<arrival> all;
        all.push_back(std::move(one));
        return run(journal_->append(std::move(all))).front();
    }

    void enqueue_all(std::vector<enqueue> items) {
        decisions made;
        made.enqueued = std::move(items);
        run(journal_->decide(std::move(made)));
    }

    std::vector<outbox_item> lease(const std::string& destination, int limit = 100) {
        const timestamp until = clock.now() + std::chrono::minutes{1};
        return run(journal_->lease(destination, clock.now(), until, limit));
    }

    void settle(settlement one) {
        std::vector<settlement> all;
        all.push_back(std::move(one));
        run(journal_->settle(std::move(all)));
    }

    ledger_line line(const std::string& account) {
        for (const ledger_line& each : run(journal_->account()).intake)
            if (each.account == account) return each;
        return {};
    }

    boost::asio::io_context& loop() { return loop_; }

    const tests::temporary_directory directory;
    base::manual_clock clock;
    tests::recording_log log;

private:
    boost::asio::io_context loop_;
    std::unique_ptr<journal> journal_;
};

inline std::vector<sequence> about(const std::vector<outbox_item>& items) {
    std::vector<sequence> all;
    for (const outbox_item& item : items) all.push_back(item.about.seq);
    return all;
}

}  // namespace earshot::journal::testing
