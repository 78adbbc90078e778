// Prints what the journal costs: `journal_bench DIRECTORY [MESSAGES]`. Not a test: figures depend
// on the disk. The directory is used and left empty.
#include <sys/resource.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "base/clock.hpp"
#include "base/log.hpp"
#include "base/wakeup.hpp"
#include "journal/sqlite_journal.hpp"

using namespace earshot;
using namespace earshot::journal;
namespace asio = boost::asio;

namespace {

using seconds = std::chrono::duration<double>;

constexpr duration idle{1'000};

const std::string sink = "sink:helpdesk";

// As long as a post of X with its author, in Dutch.
message post_number(std::int64_t number) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = std::to_string(1'990'000'000'000'000'000 + number * 4'194'304);
    item.kind = message_kind::reply;
    item.by = {"2244994945", "anna_de_vries", "Anna de Vries", 1'234, false};
    item.thread_id = item.parent_id = std::to_string(1'989'000'000'000'000'000 + number);
    item.addressed = true;
    item.text =
        "@klm mijn koffer is sinds gisteren zoek, niemand neemt de telefoon op en op de "
        "balie in Lissabon wist men van niets. Wat nu? Vlucht KL1693, label 0074KL123456.";
    item.display_text = item.text;
    item.entities = {{entity_kind::mention, 0, 4, "klm", "56377143"}};
    item.permalink = "https://x.com/anna_de_vries/status/" + item.object_id;
    item.platform_language = "nl";
    item.created = item.received = timestamp{std::chrono::days{20'400}};
    item.raw = R"({"data":{"id":")" + item.object_id + R"(","text":")" + item.text + R"("},)";
    item.raw.resize(1'400, ' ');
    return item;
}

arrival arrival_of(message item) {
    arrival made;
    made.platform = "x";
    made.account = "klm";
    made.items.messages.push_back(std::move(item));
    return made;
}

webhook_request request_of(const message& item) {
    webhook_request request;
    request.route = "activity";
    request.headers = {{"host", "care.example.com"},
                       {"content-type", "application/json"},
                       {"x-twitter-webhooks-signature", std::string(50, 'a')}};
    request.body = item.raw;
    return request;
}

template <class T>
T check(result<T> outcome) {
    if (outcome) {
        if constexpr (std::is_void_v<T>)
            return;
        else
            return std::move(*outcome);
    }
    std::fprintf(stderr, "%s\n", outcome.error().detail.c_str());
    std::exit(1);
}

double cpu_seconds() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    const auto of = [](const timeval& t) {
        return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
    };
    return of(used.ru_utime) + of(used.ru_stime);
}

class bench {
public:
    explicit bench(const std::filesystem::path& directory)
        : path_(directory / "bench.db"), log_(base::log_format::plain, log_level::warning) {
        remove_files();
        journal_ = check(open_sqlite_journal(path_, loop_.get_executor(), clock_, log_));
    }

    ~bench() {
        journal_.reset();
        remove_files();
    }

    // Appends one message each from so many callers at once.
    void append(int callers, std::int64_t messages) {
        left_ = messages;
        measure("append, callers " + std::to_string(callers), messages, [&] {
            for (int i = 0; i < callers; ++i) start(append_some());
        });
    }

    void fill(std::int64_t messages) {
        run_all([&] { start(append_many(messages)); });
    }

    // From the webhook to the sink's acknowledgement, every stage as the daemon runs it. A desk
    // that `remembers` looks three things up for each message, writes them again, and keeps what it
    // understood.
    void live(int callers, std::int64_t messages, bool remembers) {
        remembers_ = remembers;
        left_ = unread_ = undecided_ = undelivered_ = messages;
        run_all([this] { start(go_to_end()); });
        const std::string what = remembers ? "life with memory, callers " : "whole life, callers ";
        measure(what + std::to_string(callers), messages, [&] {
            for (int i = 0; i < callers; ++i) start(receive_some());
            start(read_all());
            start(decide_all());
            start(deliver_all());
        });
    }

private:
    void start(task<void> work) {
        asio::co_spawn(loop_, std::move(work), [](std::exception_ptr problem) {
            if (problem) std::rethrow_exception(problem);
        });
    }

    template <class Body>
    void run_all(Body body) {
        body();
        loop_.run();
        loop_.restart();
    }

    template <class Body>
    void measure(const std::string& what, std::int64_t messages, Body body) {
        const double cpu = cpu_seconds();
        const auto begin = std::chrono::steady_clock::now();
        run_all(body);
        const seconds took = std::chrono::steady_clock::now() - begin;
        const auto count = static_cast<double>(messages);
        std::printf("%-30s %9.0f/s  %6.1f us CPU a message  wait p50 %.1f p99 %.1f max %.1f ms\n",
                    what.c_str(), count / took.count(), (cpu_seconds() - cpu) / count * 1e6,
                    waited(0.5), waited(0.99), waited(1));
        waited_.clear();
        std::fflush(stdout);
    }

    // Milliseconds that callers waited for their commit.
    double waited(double part) {
        std::ranges::sort(waited_);
        const auto last = static_cast<double>(waited_.size() - 1);
        return waited_[static_cast<std::size_t>(last * part)].count() * 1e3;
    }

    task<void> append_some() {
        while (left_ > 0) {
            --left_;
            std::vector<arrival> one;
            one.push_back(arrival_of(post_number(++number_)));
            const auto began = std::chrono::steady_clock::now();
            check(co_await journal_->append(std::move(one)));
            waited_.push_back(std::chrono::steady_clock::now() - began);
        }
    }

    task<void> append_many(std::int64_t messages) {
        while (messages > 0) {
            std::vector<arrival> many;
            for (int i = 0; i < 256 && messages > 0; ++i, --messages)
                many.push_back(arrival_of(post_number(++number_)));
            check(co_await journal_->append(std::move(many)));
        }
    }

    task<void> receive_some() {
        while (left_ > 0) {
            --left_;
            const auto began = std::chrono::steady_clock::now();
            check(co_await journal_->store_request("klm", request_of(post_number(1))));
            waited_.push_back(std::chrono::steady_clock::now() - began);
            received_.ring();
        }
    }

    task<void> read_all() {
        std::int64_t reached = 0;
        while (unread_ > 0) {
            std::vector<std::string> names{"klm"};
            const auto items = check(co_await journal_->take_requests(names, reached, 128));
            std::vector<arrival> arrivals;
            for (const inbox_item& item : items) {
                arrivals.push_back(arrival_of(post_number(++number_)));
                arrivals.back().inbox_id = reached = item.id;
            }
            unread_ -= std::ssize(items);
            if (items.empty()) {
                co_await received_.wait(idle);
                continue;
            }
            check(co_await journal_->append(std::move(arrivals)));
            stored_.ring();
        }
    }

    task<void> go_to_end() { position_ = check(co_await journal_->newest()); }

    task<void> decide_all() {
        while (undecided_ > 0) {
            decisions made;
            for (const entry& each : check(co_await journal_->read(position_, 512))) {
                made.position = position_ = each.seq;
                if (each.kind == entry_kind::message) made.enqueued.push_back(enqueue_of(each));
            }
            undecided_ -= std::ssize(made.enqueued);
            if (made.position == 0) {
                co_await stored_.wait(idle);
                continue;
            }
            if (remembers_) {
                check(co_await journal_->recall(keys_of(made)));
                remember(made);
            }
            check(co_await journal_->decide(std::move(made)));
            enqueued_.ring();
        }
    }

    // What a desk asks for: the thread, the case, and one of many authors.
    static std::vector<std::string> keys_of(const decisions& made) {
        std::vector<std::string> keys;
        for (const enqueue& one : made.enqueued) {
            keys.push_back("thread/" + one.conversation);
            keys.push_back("case/c" + std::to_string(one.about / 2));
            keys.push_back("author/x/" + std::to_string(one.about * 7'919 % 50'000));
        }
        return keys;
    }

    static void remember(decisions& made) {
        for (std::string& key : keys_of(made))
            made.memory.push_back({std::move(key), std::string(300, 'm')});
        for (const enqueue& one : made.enqueued)
            made.understandings.push_back({one.about, what_of(one.about)});
    }

    static understanding what_of(sequence about) {
        understanding what;
        what.language = {"nl", 0.98, {"words: nl", "page: nl"}};
        what.message_class = "complaint";
        what.urgent = urgency::high;
        what.topics = {"baggage"};
        what.rules = {{"baggage lost", {"koffer", "zoek"}}};
        what.case_id = "c" + std::to_string(about / 2);
        what.subject = "mijn koffer is sinds gisteren zoek, niemand neemt de telefoon op";
        return what;
    }

    static enqueue enqueue_of(const entry& about) {
        enqueue made;
        made.destination = sink;
        made.about = about.seq;
        made.conversation = "x/klm/" + std::to_string(1'989'000'000'000'000'000 + about.seq);
        made.key = "m" + std::to_string(about.seq);
        return made;
    }

    task<void> deliver_all() {
        while (undelivered_ > 0) {
            const timestamp now = clock_.now();
            const auto items =
                check(co_await journal_->lease(sink, now, now + std::chrono::minutes{1}, 256));
            std::vector<settlement> outcomes;
            for (const outbox_item& item : items)
                outcomes.push_back({.id = item.id, .proof = {.id = "T-" + item.key}});
            undelivered_ -= std::ssize(items);
            if (items.empty())
                co_await enqueued_.wait(idle);
            else
                check(co_await journal_->settle(std::move(outcomes)));
        }
    }

    void remove_files() const {
        for (const char* end : {"", "-wal", "-shm", ".lock"})
            std::filesystem::remove(path_.string() + end);
    }

    std::filesystem::path path_;
    asio::io_context loop_;
    base::system_clock clock_;
    base::process_log log_;
    std::unique_ptr<earshot::journal::journal> journal_;
    std::int64_t number_ = 0;
    sequence position_ = 0;
    base::wakeup received_{loop_.get_executor()};
    base::wakeup stored_{loop_.get_executor()};
    base::wakeup enqueued_{loop_.get_executor()};
    std::vector<seconds> waited_;
    bool remembers_ = false;
    std::int64_t left_ = 0;
    std::int64_t unread_ = 0;
    std::int64_t undecided_ = 0;
    std::int64_t undelivered_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: journal_bench DIRECTORY [MESSAGES STORED BEFORE]...\n");
        return 2;
    }
    bench on(argv[1]);
    std::int64_t stored = 0;
    for (int i = 2; i < std::max(argc, 3); ++i) {
        const std::int64_t target = i < argc ? std::atoll(argv[i]) : 0;
        on.fill(target - stored);
        std::printf("--- %lld stored before\n", static_cast<long long>(target));
        on.append(1, 1'000);
        on.append(32, 20'000);
        on.append(256, 60'000);
        for (const bool remembers : {false, true}) {
            on.live(32, 40'000, remembers);
            on.live(256, 40'000, remembers);
        }
        stored = target + 241'000;
    }
}
