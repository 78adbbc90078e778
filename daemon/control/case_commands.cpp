// Cases and people, as the desk remembers them.
#include <boost/json.hpp>
#include <set>

#include "cases/corrections.hpp"
#include "control/commands.hpp"
#include "control/known_names.hpp"
#include "control/message_name.hpp"
#include "control/records_json.hpp"
#include "desk/recall.hpp"
#include "language/tags.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

constexpr int most_waiting = 100'000;
constexpr int most_days = 100'000;  // of one account each
constexpr int most_unpublished = 100'000;

// In records, times are milliseconds; to the outside they are RFC 3339 like everywhere.
constexpr std::string_view times[] = {
    "opened", "last_word",          "last_answer", "at",     "closed_at", "unanswered_since",
    "since",  "do_not_watch_since", "heard",       "turned", "assigned"};

void show_times(json::value& in) {
    if (json::array* items = in.if_array())
        for (json::value& item : *items) show_times(item);
    json::object* members = in.if_object();
    if (!members) return;
    for (auto& [name, value] : *members) {
        const bool is_time = std::ranges::find(times, std::string_view(name)) != std::end(times);
        if (const std::int64_t* number = value.if_int64(); is_time && number)
            value = to_json(timestamp{duration{*number}});
        else
            show_times(value);
    }
}

json::value body_of(const std::string& text) {
    json::error_code problem;
    json::value body = json::parse(text, problem);
    if (problem) return nullptr;
    show_times(body);
    return body;
}

struct waiting {
    cases::memory memory;
    std::vector<std::string> unreadable;  // keys
};

// Those that want an answer are marked, so that the others need not be looked at.
task<result<waiting>> waiting_cases(journal::journal& log) {
    const auto marks = co_await log.recall_between("waiting/", "waiting0", most_waiting);
    if (!marks) co_return std::unexpected(marks.error());
    std::vector<std::string> keys;
    for (const journal::remembered& one : *marks)
        keys.push_back(cases::case_key(cases::last_part(one.key)));
    waiting out;
    const auto bad = co_await desk::recall(log, std::move(keys), out.memory);
    if (!bad) co_return std::unexpected(bad.error());
    for (const desk::bad_record& one : *bad) out.unreadable.push_back(one.key);
    co_return out;
}

// Rules may call a class anything: those that wait are the names there are.
json::array classes_of(const std::vector<cases::unanswered_line>& lines) {
    std::set<std::string> names;
    for (const cases::unanswered_line& one : lines)
        if (!one.message_class.empty()) names.insert(one.message_class);
    return json::array(names.begin(), names.end());
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

// `hint`: how to name what is shown.
task<answer> show(journal::journal& log, std::string key, std::string name, std::string hint) {
    std::vector<std::string> keys{key};
    const auto found = co_await log.recall(std::move(keys));
    if (!found) co_return std::unexpected(found.error());
    if (found->empty())
        co_return fail(error_kind::gone, "control.unknown",
                       "nothing is known of '" + name + "'; " + hint);
    json::value record = body_of(found->front().body);
    if (record.is_null())
        co_return fail(error_kind::permanent, "control.bad_record",
                       "what is remembered of '" + name + "' cannot be read; report it");
    json::object out;
    out["key"] = key;
    out["record"] = std::move(record);
    co_return out;
}

// The positions of a case's answers that are not published: their notes stay.
task<result<std::vector<journal::sequence>>> unpublished(journal::journal& log, std::string id) {
    const auto notes = co_await log.recall_between("reply/", "reply0", most_unpublished);
    if (!notes) co_return std::unexpected(notes.error());
    cases::memory memory;
    std::vector<journal::sequence> out;
    for (const journal::remembered& one : *notes) {
        if (!memory.load(one.key, one.body)) continue;
        const auto* note = memory.find<cases::reply_note>(one.key);
        if (note && note->case_id == id) out.push_back(std::stoll(cases::last_part(one.key)));
    }
    std::ranges::sort(out);
    co_return out;
}

// As items of `messages`.
task<result<json::array>> refused_answers(journal::journal& log, std::string id) {
    const auto answers = co_await unpublished(log, std::move(id));
    if (!answers) co_return std::unexpected(answers.error());
    json::array out;
    for (const journal::sequence seq : *answers) {
        const auto why = co_await log.refusal_of(seq);
        if (!why) continue;
        const auto said = co_await log.read(seq - 1, 1);
        if (!said) co_return std::unexpected(said.error());
        if (said->empty() || said->front().seq != seq) continue;
        json::object line = to_json(said->front());
        line["refused"] = refusal_in(*why);
        out.emplace_back(std::move(line));
    }
    co_return out;
}

}  // namespace

task<answer> cases_unanswered(const surroundings& around, arguments given, listener&) {
    cases::unanswered_filter which;
    which.message_class = given.text("class");
    const account_name where = account_named(given.text("platform"), given.text("account"));
    which.platform = where.platform;
    which.account = where.account;
    const std::string language = given.text("language");
    which.public_only = given.flag("public");
    const auto limit = static_cast<std::size_t>(given.integer("limit", 100, 1, most_waiting));
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    if (!language.empty()) {
        const auto tag = language::language_named(language);
        if (!tag) co_return std::unexpected(tag.error());
        which.language = *tag;
    }
    const auto found = co_await waiting_cases(around.journal);
    if (!found) co_return std::unexpected(found.error());
    const auto all = found->memory.all_cases();
    auto lines = cases::unanswered(all, which, around.time.now());
    if (lines.empty()) {
        const auto known = co_await check_account(around, where);
        if (!known) co_return std::unexpected(known.error());
    }
    const auto everybody = cases::unanswered(all, {}, around.time.now());
    json::object out;
    out["count"] = lines.size();
    out["all"] = everybody.size();
    out["classes"] = classes_of(everybody);
    out["unreadable"] = json::array(found->unreadable.begin(), found->unreadable.end());
    if (lines.size() > limit) lines.resize(limit);
    out["cases"] = to_json_list(lines);
    co_return out;
}

task<answer> case_show(const surroundings& around, arguments given, listener&) {
    const std::string id = given.needed_text("case");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    auto out = co_await show(around.journal, cases::case_key(id), id,
                             "`earshot cases unanswered` shows cases, such as c17");
    if (!out) co_return out;
    auto refused = co_await refused_answers(around.journal, id);
    if (!refused) co_return std::unexpected(refused.error());
    (*out)["refused_answers"] = std::move(*refused);
    co_return out;
}

task<answer> person_show(const surroundings& around, arguments given, listener&) {
    const std::string name = given.needed_text("person");
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto key = co_await find_person_key(around.journal, name);
    if (!key) co_return std::unexpected(key.error());
    co_return co_await show(around.journal, *key, name,
                            "a message of theirs, as `earshot messages tail` shows it, names them, "
                            "too");
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
    // Whole days, with the one in which it ends.
    const timestamp last = to == timestamp{} ? around.time.now() : to - duration{1};
    if (from > last)
        co_return fail(error_kind::invalid, "control.argument",
                       "'from' is not before 'to': nothing lies in between");
    const timestamp end = last + std::chrono::days{1};
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
