#include "desk/decide.hpp"

#include <random>

#include "base/task_scope.hpp"
#include "catch.hpp"
#include "desk/replay.hpp"
#include "desk/stage.hpp"
#include "rules/read_rules.hpp"
#include "run_task.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
using earshot::tests::must;

namespace {

constexpr std::string_view some_rules = R"(
rules:
  greetings: {when: {pattern: ["^(hi|hello)[.! ]*$"]}, then: {ignore: "a greeting"}}
  stuck: {when: {words: [stuck]}, then: {class: stranded, urgency: now, sinks: [pager]}}
  leave_me: {when: {words: ["stop following me"]}, then: {do_not_watch: yes, case: none}}
  thanks: {when: {words: [thanks]}, then: {class: praise, urgency: low}}
)";

desk::policy some_policy() {
    desk::policy out;
    out.routes.push_back({.sink = "helpdesk", .accounts = {}});
    out.routes.push_back({.sink = "pager", .accounts = {}, .only_when_routed = true});
    out.accounts["klm"] = {.platform = "x", .language = "nl", .publishes = true};
    base::config_problems problems;
    const rules::rule_file file{"some.yaml", some_rules};
    out.known.rules = rules::read_rules({&file, 1}, problems);
    REQUIRE(problems.lines() == std::vector<std::string>());
    return out;
}

timestamp at(int minute) {
    return timestamp{std::chrono::days{20'000}} + std::chrono::minutes{minute};
}

message said(int number, const std::string& by, const std::string& text) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = std::to_string(1'000 + number);
    item.thread_id = item.object_id;
    item.by.id = by;
    item.by.handle = "handle_of_" + by;
    item.addressed = true;
    item.text = item.display_text = text;
    item.created = at(number);
    return item;
}

journal::entry entry_of(int number, const message& item) {
    return {number, at(number), journal::entry_kind::message, to_json(item)};
}

struct made {
    journal::decisions decisions;
    cases::memory memory;
};

void decide(made& into, int number, const message& item) {
    desk::decide(some_policy(), into.memory, must(desk::read_event(entry_of(number, item))), {},
                 into.decisions);
}

const understanding& last(const made& of) { return of.decisions.understandings.back().what; }

}  // namespace

TEST_CASE("desk: a message's class, urgency, case and destinations come from its rules") {
    made out;
    decide(out, 7, said(7, "ann", "we are stuck at gate 4"));
    CHECK(last(out).message_class == "stranded");
    CHECK(last(out).urgent == urgency::now);
    CHECK(last(out).case_id == "c7");
    CHECK(last(out).rules == std::vector<rule_match>{{"stuck", {"stuck"}}});
    REQUIRE(out.decisions.enqueued.size() == 2);
    CHECK(out.decisions.enqueued[0].destination == "sink:helpdesk");
    CHECK(out.decisions.enqueued[1].destination == "sink:pager");
    CHECK(out.decisions.enqueued[1].priority == journal::lane::urgent);
}

TEST_CASE("desk: what a rule ignores is understood, and goes nowhere") {
    made out;
    decide(out, 7, said(7, "ann", "Hello!"));
    CHECK(last(out).ignored_by == "greetings");
    CHECK(last(out).ignored_why == "a greeting");
    CHECK(out.decisions.enqueued.empty());
}

TEST_CASE("desk: who does not want to be watched is entered in the register, once said") {
    made out;
    decide(out, 7, said(7, "ann", "stop following me"));
    REQUIRE(out.decisions.unwatched.size() == 1);
    CHECK(out.decisions.unwatched[0].platform == "x");
    CHECK(out.decisions.unwatched[0].author_id == "ann");
    CHECK(out.decisions.unwatched[0].on);
    const auto* ann = out.memory.find_person(cases::person_key("x", "ann"));
    REQUIRE(ann);
    CHECK(ann->do_not_watch);
    CHECK(ann->do_not_watch_rule == "leave_me");
}

TEST_CASE("desk: what we say ourselves is judged by no rule") {
    made out;
    message ours = said(7, "brand", "we are stuck with you, thanks");
    ours.from = direction::from_us;
    decide(out, 7, ours);
    CHECK(last(out).rules.empty());
    CHECK(last(out).case_id.empty());
}

TEST_CASE("desk: a deletion is no text to judge") {
    made out;
    decide(out, 7, said(7, "ann", "stuck"));
    message gone = said(7, "ann", "");
    gone.kind = message_kind::deletion;
    gone.revision = "deleted";
    decide(out, 8, gone);
    CHECK(last(out).rules.empty());
    CHECK(last(out).case_id == "c7");
}

TEST_CASE("desk: what becomes of a message is told wherever a rule sent it") {
    made out;
    decide(out, 7, said(7, "ann", "we are stuck"));
    message edited = said(7, "ann", "all is well");
    edited.kind = message_kind::edit;
    edited.revision = "2";
    out.decisions = {};
    decide(out, 8, edited);
    REQUIRE(out.decisions.enqueued.size() == 2);
    CHECK(out.decisions.enqueued[1].destination == "sink:pager");
    message gone = edited;
    gone.kind = message_kind::deletion;
    gone.revision = "3";
    gone.text = gone.display_text = "";
    out.decisions = {};
    decide(out, 9, gone);
    REQUIRE(out.decisions.enqueued.size() == 2);
    CHECK(out.decisions.enqueued[1].destination == "sink:pager");
}

TEST_CASE("desk: ... also where it belongs to a case only since it was edited") {
    made out;
    message overheard = said(7, "ann", "we are stuck");
    overheard.addressed = false;
    decide(out, 7, overheard);
    message edited = said(7, "ann", "@klm all is well");
    edited.kind = message_kind::edit;
    edited.revision = "2";
    out.decisions = {};
    decide(out, 8, edited);
    CHECK(last(out).case_id == "c8");
    REQUIRE(out.decisions.enqueued.size() == 2);
    CHECK(out.decisions.enqueued[1].destination == "sink:pager");
}

TEST_CASE("desk: what came along with the wish not to be watched goes nowhere") {
    made out;
    decide(out, 7, said(7, "ann", "stop following me"));
    out.decisions = {};
    message mention = said(8, "ann", "stuck again");
    mention.addressed = false;
    decide(out, 8, mention);
    CHECK(out.decisions.enqueued.empty());
    decide(out, 9, said(9, "ann", "where is my bag?"));
    CHECK(out.decisions.enqueued.size() == 1);
}

TEST_CASE("desk: what was deleted before it came goes nowhere") {
    made out;
    message gone = said(7, "ann", "");
    gone.kind = message_kind::deletion;
    gone.revision = "deleted";
    decide(out, 7, gone);
    out.decisions = {};
    decide(out, 8, said(7, "ann", "stuck"));
    CHECK(out.decisions.enqueued.empty());
    CHECK(last(out).case_id.empty());
}

TEST_CASE("ST-6: a review that no rule knows is understood by its stars") {
    made out;
    message review = said(7, "ann", "room 12");
    review.kind = message_kind::review;
    review.stars = 1;
    decide(out, 7, review);
    CHECK(last(out).message_class == "complaint");
    CHECK(last(out).urgent == urgency::high);
    CHECK(last(out).case_id == "c7");
    message thanks = said(8, "ben", "room 14");
    thanks.kind = message_kind::review;
    thanks.stars = 5;
    decide(out, 8, thanks);
    CHECK(last(out).message_class == "praise");
    CHECK(last(out).urgent == urgency::low);
}

TEST_CASE("desk: a person's act is followed at its place in the log") {
    made out;
    decide(out, 7, said(7, "ann", "stuck"));
    const desk::human_act close{desk::act::close_case, "c7", "", "ben"};
    const journal::entry entry{8, at(8), journal::entry_kind::command, to_json(close)};
    desk::decide(some_policy(), out.memory, must(desk::read_event(entry)), {}, out.decisions);
    const auto* closed = out.memory.find_case("c7");
    REQUIRE(closed);
    CHECK(closed->closed_by == "ben");
}

namespace {

// Some people in a few conversations, with answers, edits, deletions and what agents do in between.
class invented_talk {
public:
    explicit invented_talk(std::uint32_t seed) : chance_(seed) {}

    message next(int number) {
        static const std::vector<std::string> texts{
            "hello",       "we are stuck",     "thanks a lot", "where is my bag?",
            "still stuck", "write to a@b.org", "ok",           "call 0201234567"};
        message item = said(number, "person" + std::to_string(pick(12)), texts[pick(texts.size())]);
        item.platform = pick(3) == 0 ? "facebook" : "x";
        item.kind = static_cast<message_kind>(pick(9));
        item.from = pick(4) == 0 ? direction::from_us : direction::from_customer;
        item.addressed = pick(3) != 0;
        if (number > 1 && pick(2) == 0) {
            item.thread_id = std::to_string(1'000 + 1 + static_cast<int>(pick(number)));
            item.parent_id = std::to_string(1'000 + 1 + static_cast<int>(pick(number)));
        }
        if (item.kind == message_kind::edit || item.kind == message_kind::deletion) {
            item.object_id = std::to_string(1'000 + 1 + static_cast<int>(pick(number)));
            item.revision = std::to_string(number);
        }
        return item;
    }

    // An answer is refused where it names nobody's message.
    batch of_agents(int number) {
        batch out;
        const message_place about{"x", "klm",
                                  std::to_string(1'000 + 1 + static_cast<int>(pick(number)))};
        reply answer{.id = std::to_string(number), .origin = "helpdesk"};
        answer.platform = about.platform;
        answer.account = about.account;
        answer.object_id = about.object_id;
        answer.text = "we look into it";
        ticket_change change{
            answer.id, "helpdesk", name_of(about), static_cast<ticket_act>(pick(3)), "kari",
            "ola",     {}};
        if (pick(4) == 0) out.replies.push_back(answer);
        if (pick(4) == 0) out.changes.push_back(change);
        return out;
    }

private:
    std::size_t pick(std::size_t below) { return chance_() % below; }
    std::size_t pick(int below) { return pick(static_cast<std::size_t>(below)); }

    std::minstd_rand chance_;
};

// What a replay makes of the whole log, from memory alone.
std::vector<std::string> replayed(const std::vector<journal::entry>& entries) {
    desk::replay again(some_policy());
    std::vector<std::string> out;
    for (const journal::entry& next : entries)
        for (const journal::understood& one : must(again.decide(next)).understandings)
            out.push_back(to_json(one.what));
    return out;
}

task<void> append(journal::journal& log, message item, batch of_agents) {
    journal::arrival one;
    one.platform = "x";
    one.account = "klm";
    one.items.messages.push_back(std::move(item));
    journal::arrival other;
    other.platform = "some";
    other.account = "helpdesk";
    other.items = std::move(of_agents);
    std::vector<journal::arrival> arrivals;
    arrivals.push_back(std::move(one));
    arrivals.push_back(std::move(other));
    must(co_await log.append(std::move(arrivals)));
}

// The stage sees the entries in slices: as many as there are whenever it looks.
task<void> decide_in_slices(boost::asio::any_io_executor loop, journal::journal& log,
                            std::uint32_t seed, int count) {
    tests::recording_log events;
    desk::stage stage(
        loop, log, events, [](const auto&, const auto&) { return 0; }, [](const auto&) {});
    stage.set_policy(std::make_shared<desk::policy>(some_policy()));
    base::task_scope scope(loop, events);
    scope.spawn("desk", stage.run());
    invented_talk talk(seed);
    for (int number = 1; number <= count; ++number) {
        message item = talk.next(number);
        batch of_agents = talk.of_agents(number);
        co_await append(log, std::move(item), std::move(of_agents));
        stage.wake();
    }
    const auto newest = must(co_await log.newest());
    while (must(co_await log.desk_position()) < newest) stage.wake();
    scope.cancel();
    co_await scope.join();
    for (const std::string& line : events.events()) {
        CAPTURE(line);
        CHECK(line.find("desk.reply_refused") != line.npos);
    }
}

}  // namespace

TEST_CASE("desk: what is decided from slices of its memory is decided from the whole of it") {
    const auto seed = static_cast<std::uint32_t>(GENERATE(1, 2, 3, 4, 5, 6));
    CAPTURE(seed);
    tests::run_on_loop([seed](boost::asio::any_io_executor loop) -> task<void> {
        tests::temporary_journal log(loop);
        co_await decide_in_slices(loop, *log, seed, 300);
        const auto entries = must(co_await log->read(0, 1'000));
        std::vector<std::string> stored;
        for (const journal::entry& one : entries)
            if (one.kind == journal::entry_kind::message)
                stored.push_back(to_json(must(co_await log->understanding_of(one.seq))));
        CHECK(stored == replayed(entries));
        CHECK(replayed(entries) == replayed(entries));
    });
}
