#include "app/cli/views.hpp"

#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "catch.hpp"

using namespace earshot::app::cli;
using earshot::tests::contains;
namespace json = boost::json;

namespace {

json::object parse(std::string_view text) {
    ::setenv("TZ", "UTC", 1);
    ::tzset();
    return json::parse({text.data(), text.size()}).as_object();
}

constexpr std::string_view hostile_message = R"({
  "seq": 7, "at": "2026-03-01T07:49:01.000Z", "kind": "message",
  "message": {"platform": "x", "account": "klm", "object_id": "199",
    "author": {"handle": "anna\u001b[8m", "id": "1"},
    "text": "line\n\u001b]0;owned\u0007 \u202e\u009b2J"}})";

}  // namespace

TEST_CASE("views: the status of a daemon and of its instances") {
    const std::string text =
        view_status(parse(R"({"version": "0.1.0", "configuration": "/etc/earshot/earshot.yaml",
                  "started": "2026-03-01T07:00:00Z", "now": "2026-03-01T10:12:00Z",
                  "last_reload": "", "journal": {"newest": 12, "desk_position": 10, "lag": 2},
                  "instances": [
                    {"name": "klm", "plugin": "x", "version": "1.0", "running": true,
                     "problem": "", "intake": "healthy", "problems": []},
                    {"name": "desk", "plugin": "webhook", "version": "1.0", "running": true,
                     "problem": "", "intake": "", "problems": ["sink:desk: refused", "open"]},
                    {"name": "old", "plugin": "x", "version": "1.0", "running": false,
                     "problem": "it threw", "intake": "", "problems": ["polling: it threw"]}]})"),
                    {});
    CHECK(text ==
          "earshotd 0.1.0, up 3h 12m, since 2026-03-01 07:00:00 +0000\n"
          "configuration  /etc/earshot/earshot.yaml\n"
          "journal        entry 12, 2 not decided yet\n"
          "\n"
          "NAME  PLUGIN   VERSION  STATE\n"
          "klm   x        1.0      healthy\n"
          "desk  webhook  1.0      running\n"
          "old   x        1.0      stopped\n"
          "\n"
          "desk: sink:desk: refused; open\n"
          "old: it threw; polling: the same\n");
}

TEST_CASE("views: the status says who waits for a person, and which command comes next") {
    const std::string text =
        view_status(parse(R"({"suspended": [{"destination": "sink:desk", "waiting": 12,
                  "until": "2026-03-01T10:14:00Z", "why": "webhook.status: 503",
                  "next": "earshot outbox"}],
                  "dead_letters": [
                    {"destination": "publish:klm", "dead": 1,
                     "next": "earshot dead list --destination publish:klm"},
                    {"destination": "sink:desk", "dead": 3,
                     "next": "earshot dead list --destination sink:desk"}]})"),
                    {});
    CHECK_THAT(text,
               contains("\n\n"
                        "sink:desk is suspended, next try 2026-03-01 10:14:00 +0000, 12 items "
                        "waiting: webhook.status: 503; see `earshot outbox`\n"
                        "1 dead letter for publish:klm; see `earshot dead list "
                        "--destination publish:klm`\n"
                        "3 dead letters for sink:desk; see `earshot dead list "
                        "--destination sink:desk`\n"));
}

TEST_CASE("views: times are local and say so, also in the daemon's sentences and in records") {
    ::setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    ::tzset();
    const auto text = [](std::string_view of) { return json::parse({of.data(), of.size()}); };
    CHECK_THAT(
        view_status(
            text(R"({"last_reload": "refused 2026-03-01T07:49:01.000Z: wrong"})").as_object(), {}),
        contains("refused 2026-03-01 08:49:01 +0100: wrong\n"));
    CHECK(view_understood(text(R"({"message": {"created": "2026-03-01T07:49:01.000Z",
                              "text": "2026-03-01T07:49:01.000Z"}})")
                              .as_object(),
                          {}) ==
          "created  2026-03-01 08:49:01 +0100\ntext  2026-03-01T07:49:01.000Z\nunderstood\n");
    CHECK(view_record(text(R"({"key": "case/c1", "record": {"opened": "2026-07-01T07:49:01.000Z",
                          "last_answer": null, "answers": [{"at": "2026-07-01T08:00:00.000Z"}],
                          "turned": "2026-07-01T08:00:00.000Z"}})")
                          .as_object(),
                      {}) ==
          "case/c1\n  opened  2026-07-01 09:49:01 +0200\n  last_answer  -\n  answers\n    -\n"
          "      at  2026-07-01 10:00:00 +0200\n  turned  2026-07-01 10:00:00 +0200\n");
}

TEST_CASE("views: a list that was cut says so, and an empty one whether there are others") {
    CHECK_THAT(view_dead_list(parse(R"({"dead": [{"id": 4}], "more": true, "all": 7})"), {}),
               contains("\nonly 1 of them; --limit shows more\n"));
    CHECK(view_dead_list(parse(R"({"dead": [], "all": 7})"), {}) ==
          "none among those asked for; 7 in all\n");
    CHECK_THAT(view_quarantine(parse(R"({"quarantined": [{"id": 1}], "more": true})"), {}),
               contains("\nonly 1 of them; --limit shows more\n"));
    CHECK_THAT(view_ledger_hours(parse(R"({"hours": [{"account": "klm"}], "more": true})"), {}),
               contains("\nand more; --from and --to show them\n"));
    CHECK(view_unanswered(parse(R"({"all": 3, "classes": ["complaint", "question"]})"), {}) ==
          "nobody waits among those asked for; 3 in all, of the classes complaint, question\n");
    CHECK(view_replay(parse(R"({"count": 0})"), {}) ==
          "0 dead letters fit: nothing is sent again\n");
}

TEST_CASE("views: the status says what waits for a sink that is gone") {
    const auto status = parse(R"({"gone_sinks": [{"destination": "sink:desk", "waiting": 2}]})");
    CHECK_THAT(view_status(status, {}),
               contains("\n\nsink:desk is not configured, 2 items waiting: they go to the next "
                        "sink of this name\n"));
}

TEST_CASE("views: an answer without anything in it is still an answer") {
    CHECK_THAT(view_status({}, {}), contains("no accounts and no sinks"));
    CHECK(view_outbox({}, {}) == "nothing has been sent anywhere yet\n");
    CHECK(view_dead_list({}, {}) == "no dead letters\n");
    CHECK(view_quarantine({}, {}) == "nothing is in quarantine\n");
    CHECK_THAT(view_ledger({}, {}), contains("does not close"));
    CHECK_THAT(view_dead({}, {}), contains("not kept"));
    CHECK_THAT(view_message({}, {}), contains(":"));
}

TEST_CASE("views: a message is one line, and whatever its writer put in it does nothing") {
    CHECK(view_message(parse(hostile_message), {}) ==
          "2026-03-01 07:49:01 +0000 x/klm/199 @anna\\x1b[8m: "
          "line↵\\x1b]0;owned\\x07 \\u{202e}\\x9b2J\n");
}

TEST_CASE("views: the same message as JSON is harmless, too") {
    const std::string line = json_line(parse(hostile_message));
    CHECK(line.find('\x1b') == std::string::npos);
    CHECK(line.find("\u009b") == std::string::npos);
    CHECK(json::parse(line) == json::value(parse(hostile_message)));
}

TEST_CASE("views: a message is cut to the terminal, and whole in a pipe") {
    json::object item = parse(hostile_message);
    item["message"].as_object()["text"] = std::string(500, 'x');
    const std::string line = view_message(item, {.width = 80});
    CHECK_THAT(line, contains("xxx…\n"));
    CHECK(line.size() < 90);
    CHECK_THAT(view_message(item, {}), contains(std::string(500, 'x')));
    CHECK_THAT(view_message(item, {.width = 60}), contains(":\n  xxx"));
}

TEST_CASE("views: a message stands under the time at which it was said, not heard") {
    CHECK_THAT(view_message(parse(R"({"at": "2026-03-01T07:49:01Z", "kind": "message", "message":
                   {"platform": "x", "created": "2026-02-28T23:00:00Z", "text": "hi"}})"),
                            {}),
               contains("2026-02-28 23:00:00 +0000 x/"));
}

TEST_CASE("views: what is shown of a message: the text for display, edits, and our own") {
    CHECK_THAT(view_message(parse(R"({"kind": "message", "message": {"platform": "x",
                   "account": "klm", "object_id": "5", "revision": "2", "kind": "edit",
                   "direction": "from_us", "author": {"display_name": "KLM"},
                   "text": "a &amp; b", "display_text": "a & b"}})"),
                            {}),
               contains("x/klm/5@2 KLM (ours) (edit): a & b"));
    CHECK_THAT(view_message(parse(R"json({"kind": "reply", "reply": {"platform": "x",
                   "account": "klm", "object_id": "5", "author": "ana (uid 1000)",
                   "origin": "operator", "text": "hello"}})json"),
                            {}),
               contains("x/klm/5 <- ana (uid 1000) (operator): hello"));
}

TEST_CASE("views: an answer that the gate refused says so and why, in the tail and at its case") {
    json::object item = parse(R"json({"at": "2026-03-01T07:49:01Z", "kind": "reply",
        "reply": {"platform": "x", "account": "klm", "object_id": "5", "author": "ana",
                  "origin": "operator", "text": "hello"},
        "refused": {"code": "reply.deleted", "detail": "the customer has deleted\u001b x/klm/5"}})json");
    const std::string text =
        "2026-03-01 07:49:01 +0000 x/klm/5 <- ana (operator): hello\n"
        "  refused: reply.deleted: the customer has deleted\\x1b x/klm/5\n";
    CHECK(view_message(item, {}) == text);
    json::object of = parse(R"({"key": "case/c1", "record": {"person": "x/1"}})");
    of["refused_answers"] = json::array{item};
    CHECK(view_record(of, {}) == "case/c1\n  person  x/1\nanswers that were refused\n" + text);
}

TEST_CASE("views: the outbox and the dead letters as tables") {
    CHECK(view_outbox(parse(R"({"destinations": [{"destination": "sink:desk", "waiting": 12,
                  "in_flight": 1, "retrying": 0, "dead": 3, "oldest": null}]})"),
                      {}) ==
          "DESTINATION  WAITING  IN FLIGHT  RETRYING  DEAD  OLDEST WAITS  SINCE\n"
          "sink:desk         12          1         0     3             -  -\n");
    CHECK(view_dead_list(parse(R"({"dead": [{"id": 4, "destination": "sink:desk",
                  "died": "2026-03-01T07:49:01Z", "attempts": 3, "code": "a.b",
                  "detail": "no \u001b"}]})"),
                         {}) ==
          "ID  DESTINATION  DIED                       ATTEMPTS  CODE  WHY\n"
          " 4  sink:desk    2026-03-01 07:49:01 +0000         3  a.b   no \\x1b\n");
}

TEST_CASE("PAIN-6: views: the outbox says for how long the oldest has waited, by destination") {
    const std::string text =
        view_outbox(parse(R"({"now": "2026-03-01T09:02:01Z", "destinations": [{"destination":
            "sink:desk", "waiting": 12, "oldest": "2026-03-01T07:49:01Z"}]})"),
                    {});
    CHECK_THAT(text, contains("1h 13m  2026-03-01 07:49:01 +0000"));
}

TEST_CASE("PAIN-1: views: an account's credential, last word, queue and gaps are one line") {
    const std::string text =
        view_accounts(parse(R"({"now": "2026-03-01T12:00:00Z", "accounts": [{"name": "klm",
            "platform": "x", "running": true, "intake": "healthy",
            "credential": {"state": "expiring", "expires": "2026-03-07T12:00:00Z",
                           "missing_scopes": ["dm.read"], "detail": ""},
            "last_contact": "2026-03-01T11:59:30Z", "last_message": "2026-03-01T11:50:00Z",
            "gaps": 1, "last_day": {"stored": 310, "expected": 290.4}, "waiting_answers": 2,
            "oldest_answer": "2026-03-01T11:00:00Z",
            "problems": ["the credential expires in 6 days"]}]})"),
                      {});
    CHECK_THAT(text, contains("expiring (dm.read), 6d left"));
    CHECK_THAT(text, contains("10m"));
    CHECK_THAT(text, contains("310 of 290"));
    CHECK_THAT(text, contains("2, 1h "));
    CHECK_THAT(text, contains("x/klm: the credential expires in 6 days\n"));
    CHECK(view_accounts({}, {}) == "no accounts are configured\n");
}

TEST_CASE("PAIN-7: views: only the sums that do not hold are said") {
    CHECK(view_ledger_audit(parse(R"({"closes": true, "broken": []})"), {}) ==
          "every sum closes\n");
    CHECK(view_ledger_audit(parse(R"({"closes": false, "broken": [{"whose": "x/klm",
              "sum": "stored = entries in the log", "left": 3, "right": 2}]})"),
                            {}) ==
          "x/klm: stored = entries in the log does not hold: 3 against 2\n");
    CHECK_THAT(view_ledger_hours(parse(R"({"hours": [{"platform": "x", "account": "klm",
                   "hour": "2026-03-01T07:00:00Z", "received": 3, "stored": 2}]})"),
                                 {}),
               contains("x/klm    2026-03-01 07:00:00 +0000         3       2"));
}

TEST_CASE("views: a dead letter is shown with what it is about") {
    json::object answer = parse(R"({"dead": {"id": 4, "destination": "sink:desk", "about": 7,
        "enqueued": null, "died": "2026-03-01T07:49:01Z", "attempts": 3, "code": "a.b",
        "detail": "no"}})");
    answer["entry"] = parse(hostile_message);
    const std::string text = view_dead(answer, {.width = 20});
    CHECK_THAT(text, contains("why          a.b: no\n"));
    CHECK_THAT(text, contains("about        2026-03-01 07:49:01 +0000 x/klm/199 "));
}

TEST_CASE("views: the ledger names the line that does not close") {
    const std::string text = view_ledger(parse(R"({"closes": false,
          "intake": [{"platform": "x", "account": "klm", "received": 7, "stored": 3,
                      "duplicates": 1, "own_echoes": 0, "filtered": 2, "quarantined": 1, "entries": 3,
                      "unread": 0},
                     {"platform": "x", "account": "two", "received": 5, "stored": 3,
                      "duplicates": 0, "own_echoes": 0, "quarantined": 0, "entries": 3, "unread": 0},
                     {"platform": "x", "account": "gap", "received": 3, "stored": 3,
                      "duplicates": 0, "own_echoes": 0, "quarantined": 0, "entries": 2, "unread": 0}],
          "delivery": [{"destination": "sink:a", "enqueued": 3, "done": 1, "dead": 1, "expired": 1,
                        "open": 1}]})"),
                                         {});
    CHECK_THAT(
        text,
        contains("x/klm           7       3           1       0         2            1       0  "
                 "closes\n"));
    CHECK_THAT(text, contains("2 missing\n"));
    CHECK_THAT(text, contains("1 missing\n"));
    CHECK_THAT(text,
               contains("sink:a              3     1     1                1     1  closes\n"));
    CHECK_THAT(text, contains("the ledger does not close\n"));
}

TEST_CASE("views: what was asked for and done, in one line each") {
    CHECK(view_replay(parse(R"({"count": 1, "dry_run": true})"), {}) ==
          "1 dead letter would be sent again\n");
    CHECK(view_replay(parse(R"({"count": 2, "dry_run": false})"), {}) ==
          "2 dead letters go out again; see `earshot outbox`\n");
    CHECK(view_reply(parse(R"({"id": "r1", "repeated": true,
                               "accepted": "2026-03-01T07:49:01.000Z"})"),
                     {}) ==
          "the answer r1 was already accepted at 2026-03-01 07:49:01 +0000; it is not sent twice, "
          "and `earshot messages tail` shows what became of it\n");
    CHECK_THAT(view_reply(parse(R"({"id": "r1", "repeated": true,
                                    "refused": {"code": "reply.deleted", "detail": "too\u001b late"}})"),
                          {}),
               contains("is not sent twice; the gate refused it: too\\x1b late\n"));
    CHECK_THAT(view_reply(parse(R"({"id": "r1", "repeated": false})"), {}),
               contains("accepted as r1"));
    CHECK(view_reload(parse(R"({"configuration": "/etc/e.yaml"})"), {}) ==
          "/etc/e.yaml has taken effect\n");
}

TEST_CASE("views: quarantined bytes are shown as text that does nothing") {
    const std::string text =
        view_quarantine(parse(R"({"quarantined": [{"id": 1, "platform": "x", "account": "klm",
            "at": "2026-03-01T07:49:01Z", "reason": "no id", "object_id": "", "raw_size": 9,
            "raw": "{\n\u001b[2J}"}]})"),
                        {});
    CHECK_THAT(text, contains("\n--- 1\n{\n\\x1b[2J}\n"));
}
