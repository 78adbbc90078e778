// A child works on a journal and says on a pipe what was acknowledged; it is killed at a random
// moment. What it said must be true afterwards, the ledger must close, and what the desk understood
// and remembers must be that of its position.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <random>

#include "journal/journal_fixture.hpp"
#include "journal/log_file.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

constexpr int rounds = 50;
const std::string sink = "sink:helpdesk";

// The conversation of an entry, and the case of that name.
std::string conversation_of(sequence about) { return std::to_string(about % 5); }

// --- the child ----------------------------------------------------------------------------------

class child {
public:
    child(const std::filesystem::path& path, int round, int pipe) : round_(round), pipe_(pipe) {
        journal_ = std::move(*open_sqlite_journal(path, loop_.get_executor(), clock_, log_));
    }

    [[noreturn]] void work() {
        const auto never = [](std::exception_ptr) { _exit(1); };
        boost::asio::co_spawn(loop_, receive(), never);
        boost::asio::co_spawn(loop_, read(), never);
        boost::asio::co_spawn(loop_, decide(), never);
        boost::asio::co_spawn(loop_, deliver(), never);
        boost::asio::co_spawn(loop_, command(), never);
        loop_.run();
        _exit(1);
    }

private:
    void say(char what, const std::string& value) const {
        const std::string line = what + value + "\n";
        if (write(pipe_, line.data(), line.size()) < 0) _exit(2);
    }

    task<void> receive() {
        for (int n = 0;; ++n) {
            webhook_request request;
            request.body = std::to_string(round_) + "-" + std::to_string(n);
            const std::string name = request.body;
            if (co_await journal_->store_request("klm", std::move(request))) say('r', name);
        }
    }

    task<void> read() {
        std::int64_t reached = 0;
        for (;;) {
            std::vector<std::string> names{"klm"};
            const auto items = co_await journal_->take_requests(std::move(names), reached, 8);
            std::vector<arrival> arrivals;
            std::vector<std::string> objects;
            for (const inbox_item& item : *items) {
                objects.push_back(item.request.body);
                arrivals.push_back(from_x({tweet(item.request.body)}));
                arrivals.back().inbox_id = reached = item.id;
            }
            if (co_await journal_->append(std::move(arrivals)))
                for (const std::string& object : objects) say('m', object);
        }
    }

    task<void> decide() {
        sequence position = *co_await journal_->desk_position();
        for (;;) {
            decisions made;
            made.position = position;
            for (const entry& each : *co_await journal_->read(position, 8)) {
                made.position = each.seq;
                if (each.kind != entry_kind::message) continue;
                made.enqueued.push_back(to(sink, each.seq, conversation_of(each.seq)));
                understand(each.seq, made);
            }
            made.memory.push_back({"position", std::to_string(made.position)});
            position = made.position;
            if (co_await journal_->decide(std::move(made))) say('d', std::to_string(position));
        }
    }

    // What is understood of a message names it, and its case the last one.
    static void understand(sequence about, decisions& made) {
        made.understandings.push_back({about, {.subject = std::to_string(about)}});
        made.memory.push_back({"message " + std::to_string(about), "known"});
        made.memory.push_back({"case/" + conversation_of(about), std::to_string(about)});
    }

    task<void> command() {
        for (int n = 0;; ++n) {
            const std::string body = "{\"command\":" + std::to_string(n) + "}";
            const auto seq = co_await journal_->record(body);
            if (seq) say('c', std::to_string(*seq));
        }
    }

    task<void> deliver() {
        for (;;) {
            const timestamp now = clock_.now();
            const auto items = *co_await journal_->lease(sink, now, now + std::chrono::hours{1}, 8);
            std::vector<settlement> outcomes;
            for (const outbox_item& item : items) outcomes.push_back(outcome_of(item));
            if (!co_await journal_->settle(outcomes)) continue;
            for (std::size_t i = 0; i < items.size(); ++i)
                if (outcomes[i].result == outcome::done)
                    say('s', std::to_string(items[i].about.seq));
        }
    }

    settlement outcome_of(const outbox_item& item) const {
        if (item.about.seq % 7 == 0 && item.attempts == 0) return retry(item.id, clock_.now());
        if (item.about.seq % 11 == 0) return testing::dead(item.id, "http.refused");
        return done(item.id);
    }

    int round_;
    int pipe_;
    boost::asio::io_context loop_;
    base::system_clock clock_;
    tests::recording_log log_;
    std::unique_ptr<earshot::journal::journal> journal_;
};

// --- the parent ---------------------------------------------------------------------------------

struct acknowledged {
    std::set<std::string> requests;
    std::set<std::string> messages;
    std::set<sequence> settled;
    std::set<sequence> commands;
    sequence position = 0;

    void note(std::string_view line) {
        const std::string value(line.substr(1));
        switch (line.front()) {
            case 'r': requests.insert(value); break;
            case 'm': messages.insert(value); break;
            case 'c': commands.insert(std::stol(value)); break;
            case 'd': position = std::max(position, std::stol(value)); break;
            default: settled.insert(std::stol(value)); break;
        }
    }
};

// Reads lines until there were `enough`, kills the child, and reads what it still said.
void listen(pid_t worker, int pipe, int enough, acknowledged& into) {
    std::string text;
    std::array<char, 4'096> bytes{};
    for (ssize_t size; (size = ::read(pipe, bytes.data(), bytes.size())) > 0;) {
        text.append(bytes.data(), static_cast<std::size_t>(size));
        for (std::size_t end; (end = text.find('\n')) != text.npos; text.erase(0, end + 1)) {
            into.note(std::string_view(text).substr(0, end));
            if (--enough == 0) kill(worker, SIGKILL);
        }
    }
    int status = 0;
    waitpid(worker, &status, 0);
    REQUIRE(WIFSIGNALED(status));
}

void work_and_die(const std::filesystem::path& path, int round, int enough, acknowledged& into) {
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const pid_t worker = fork();
    if (worker == 0) {
        close(ends[0]);
        child(path, round, ends[1]).work();
    }
    close(ends[1]);
    listen(worker, ends[0], enough, into);
    close(ends[0]);
}

std::vector<entry> whole_log(fixture& journal) { return journal.run(journal->read(0, 1'000'000)); }

void check_intake(fixture& journal, const acknowledged& said) {
    std::set<std::string> known;
    for (const entry& each : whole_log(journal)) {
        if (each.kind != entry_kind::message) continue;
        const bool once = known.insert(message_from_json(each.body)->object_id).second;
        CHECK(once);
    }
    CHECK(std::ranges::includes(known, said.messages));
    for (const auto& item : journal.run(journal->take_requests({"klm"}, 0, 1'000'000)))
        known.insert(item.request.body);
    CHECK(std::ranges::includes(known, said.requests));
    CHECK(journal.run(journal->desk_position()) >= said.position);
}

void check_delivery(fixture& journal, const acknowledged& said) {
    for (const outbox_item& item : journal.lease(sink, 1'000'000)) {
        CHECK_FALSE(said.settled.contains(item.about.seq));
        journal.settle(retry(item.id, timestamp{}));
    }
    const auto books = journal.run(journal->account());
    CHECK(books.closes());
    sequence messages = 0;
    const sequence position = journal.run(journal->desk_position());
    for (const entry& each : whole_log(journal))
        messages += each.kind == entry_kind::message && each.seq <= position;
    if (!books.delivery.empty()) CHECK(books.delivery[0].enqueued == messages);
}

// What the desk should know at its position.
struct knowledge {
    std::map<std::string, sequence> newest;  // by case
    std::vector<std::string> keys;           // of its memory, also of what it does not know yet
    std::ptrdiff_t messages = 0;
    std::set<sequence> commands;
};

knowledge read_knowledge(const std::filesystem::path& path, sequence position) {
    const auto file = std::move(*open_log_file(path));
    knowledge all;
    for (const entry& each : *file->read(0, 1'000'000)) {
        if (each.kind == entry_kind::command) all.commands.insert(each.seq);
        if (each.kind != entry_kind::message) continue;
        const auto found = *file->understanding_of(each.seq);
        CHECK(found.has_value() == (each.seq <= position));
        all.keys.push_back("message " + std::to_string(each.seq));
        if (!found) continue;
        CHECK(found->subject == std::to_string(each.seq));
        all.newest[conversation_of(each.seq)] = each.seq;
        ++all.messages;
    }
    return all;
}

void check_cases(fixture& journal, const std::map<std::string, sequence>& newest) {
    std::vector<remembered> expected;
    for (const auto& [id, seq] : newest) expected.push_back({"case/" + id, std::to_string(seq)});
    const auto all = static_cast<int>(newest.size()) + 1;
    CHECK(journal.run(journal->recall_between("case/", "case0", all)) == expected);
}

// Understood and remembered is what lies before the position, and nothing after it.
void check_understood(fixture& journal, const acknowledged& said) {
    const sequence position = journal.run(journal->desk_position());
    const knowledge known = read_knowledge(journal.path(), position);
    CHECK(std::ranges::includes(known.commands, said.commands));
    CHECK(std::ssize(journal.run(journal->recall(known.keys))) == known.messages);
    check_cases(journal, known.newest);
    const auto memory = journal.run(journal->recall({"position"}));
    CHECK((memory.empty() ? 0 : std::stol(memory[0].body)) == position);
}

}  // namespace

TEST_CASE("PAIN-37: whenever it is killed, nothing acknowledged is lost and the ledger closes") {
    std::mt19937 random(20'261'121);
    acknowledged said;
    fixture journal;
    for (int round = 0; round < rounds; ++round) {
        journal.close();
        const int enough = std::uniform_int_distribution(1, 120)(random);
        work_and_die(journal.path(), round, enough, said);
        journal.open();
        check_intake(journal, said);
        check_understood(journal, said);
        check_delivery(journal, said);
    }
    CHECK(said.messages.size() > 100);
    CHECK(said.settled.size() > 100);
    CHECK(said.commands.size() > 100);
}
