// Cases and people, as the desk remembers them.
#include <boost/json.hpp>

#include "cases/corrections.hpp"
#include "control/commands.hpp"
#include "control/message_name.hpp"
#include "control/records_json.hpp"
#include "desk/recall.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr int most_waiting = 100'000;
constexpr int most_days = 100'000;  // of one account each

json::value body_of(const std::string& text) {
    json::error_code problem;
    json::value body = json::parse(text, problem);
    return problem ? json::value(nullptr) : body;
}

// Those that want an answer are marked, so that the others need not be looked at.
task<result<cases::memory>> waiting_cases(journal::journal& log) {
    const auto marks = co_await log.recall_between("waiting/", "waiting0", most_waiting);
    if (!marks) co_return std::unexpected(marks.error());
    std::vector<std::string> keys;
    for (const journal::remembered& one : *marks)
        keys.push_back(cases::case_key(cases::last_part(one.key)));
    cases::memory memory;
    const auto bad = co_await desk::recall(log, std::move(keys), memory);
    if (!bad) co_return std::unexpected(bad.error());
    co_return memory;
}

// `x/2244994945`, as a person is named at the command.
std::string name_of_person(const std::string& key) { return key.substr(key.find('/') + 1); }

// Each suggestion stands with both people: it is listed with the first.
void add_pairs(const std::string& key, const cases::person& who, const cases::memory& memory,
               json::array& into) {
    for (const cases::tie& one : who.ties) {
        if (one.state != cases::tie_state::suggested || one.other < key) continue;
        const cases::person* other = memory.find_person(one.other);
        json::object pair;
        pair["one"] = name_of_person(key);
        pair["one_handle"] = who.handle;
        pair["other"] = name_of_person(one.other);
        pair["other_handle"] = other ? other->handle : std::string();
        pair["evidence"] = json::array(one.evidence.begin(), one.evidence.end());
        into.push_back(std::move(pair));
    }
}

task<answer> show(journal::journal& log, std::string key, std::string name) {
    std::vector<std::string> keys{key};
    const auto found = co_await log.recall(std::move(keys));
    if (!found) co_return std::unexpected(found.error());
    if (found->empty())
        co_return fail(error_kind::gone, "control.unknown", "nothing is known of '" + name + "'");
    json::object out;
    out["key"] = key;
    out["record"] = body_of(found->front().body);
    co_return out;
}

}  // namespace

task<answer> cases_unanswered(const surroundings& around, arguments given, listener&) {
    cases::unanswered_filter which;
    which.message_class = given.text("class");
    which.platform = given.text("platform");
    which.account = given.text("account");
    which.language = given.text("language");
    which.public_only = given.flag("public");
    const auto limit = static_cast<std::size_t>(given.integer("limit", 100, 1, most_waiting));
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto memory = co_await waiting_cases(around.journal);
    if (!memory) co_return std::unexpected(memory.error());
    auto lines = cases::unanswered(memory->all_cases(), which, around.time.now());
    json::object out;
    out["count"] = lines.size();
    if (lines.size() > limit) lines.resize(limit);
    out["cases"] = to_json_list(lines);
    co_return out;
}

task<answer> case_show(const surroundings& around, arguments given, listener&) {
    const std::string id = given.needed_text("case");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    co_return co_await show(around.journal, cases::case_key(id), id);
}

task<answer> person_show(const surroundings& around, arguments given, listener&) {
    const std::string name = given.needed_text("person");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto key = co_await find_person_key(around.journal, name);
    if (!key) co_return std::unexpected(key.error());
    co_return co_await show(around.journal, *key, name);
}

task<answer> people_suggested(const surroundings& around, arguments given, listener&) {
    const auto limit = static_cast<int>(given.integer("limit", 100, 1, most_waiting));
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto marks =
        co_await around.journal.recall_between("suggested/", "suggested0", most_waiting);
    if (!marks) co_return std::unexpected(marks.error());
    std::vector<std::string> keys;
    for (const journal::remembered& one : *marks) keys.push_back(cases::last_part(one.key));
    cases::memory memory;
    const auto bad = co_await desk::recall(around.journal, keys, memory);
    if (!bad) co_return std::unexpected(bad.error());
    json::array pairs;
    for (const std::string& key : keys)
        if (const cases::person* who = memory.find_person(key)) add_pairs(key, *who, memory, pairs);
    json::object out;
    out["count"] = pairs.size();
    if (pairs.size() > static_cast<std::size_t>(limit))
        pairs.erase(pairs.begin() + limit, pairs.end());
    out["pairs"] = std::move(pairs);
    co_return out;
}

task<answer> load(const surroundings& around, arguments given, listener&) {
    const timestamp from = given.time("from");
    const timestamp to = given.time("to");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const timestamp end = to == timestamp{} ? around.time.now() + std::chrono::days{1} : to;
    const auto found = co_await around.journal.recall_between(
        cases::day_key(from, "", ""), cases::day_key(end, "", ""), most_days);
    if (!found) co_return std::unexpected(found.error());
    cases::memory memory;
    std::vector<cases::day_count> days;
    for (const journal::remembered& one : *found)
        if (memory.load(one.key, one.body))
            if (const auto* day = memory.find<cases::day_count>(one.key)) days.push_back(*day);
    const cases::workload sum = cases::workload_of(days);
    json::object out;
    out["messages"] = sum.messages;
    out["cases"] = sum.cases;
    out["messages_per_case"] = sum.messages_per_case;
    co_return out;
}

}  // namespace earshot::control
