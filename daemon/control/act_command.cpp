// `act`: what a person decides by hand about people and cases. It is checked against what is known
// now, and becomes an entry of the log that the desk follows in its turn.
#include <boost/json.hpp>

#include "cases/keys.hpp"
#include "control/commands.hpp"
#include "control/message_name.hpp"
#include "desk/human_act.hpp"
#include "language/tags.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

using desk::act;
using desk::human_act;

constexpr act all_acts[] = {act::correct_language, act::link,       act::unlink,
                            act::reject,           act::watch,      act::do_not_watch,
                            act::close_case,       act::reopen_case};

std::optional<act> act_named(std::string_view name) {
    for (const act one : all_acts)
        if (desk::to_string(one) == name) return one;
    return std::nullopt;
}

bool about_case(act what) { return what == act::close_case || what == act::reopen_case; }

bool about_two(act what) { return what == act::link || what == act::unlink || what == act::reject; }

task<result<void>> check_known(journal::journal& log, std::string key, std::string named) {
    std::vector<std::string> keys{std::move(key)};
    const auto found = co_await log.recall(std::move(keys));
    if (!found) co_return std::unexpected(found.error());
    if (found->empty())
        co_return fail(
            error_kind::gone, "control.unknown",
            "nothing is known of '" + named +
                "'; write a person as PLATFORM/ID or by one of their messages, as "
                "PLATFORM/ACCOUNT/ID, and a case as `earshot cases unanswered` shows it");
    co_return result<void>();
}

// The key under which the desk knows whom the operator named.
task<result<std::string>> known_key(journal::journal& log, act what, std::string named) {
    std::string key = cases::case_key(named);
    if (!about_case(what)) {
        auto person = co_await find_person_key(log, named);
        if (!person) co_return person;
        key = std::move(*person);
    }
    const auto known = co_await check_known(log, key, named);
    if (!known) co_return std::unexpected(known.error());
    co_return key;
}

}  // namespace

task<answer> act_by_hand(const surroundings& around, arguments given, listener& to) {
    const std::string name = given.needed_text("act");
    const std::string subject = given.needed_text("subject");
    human_act done;
    done.value = given.text("value");
    done.by = name_of_user(to.who());
    if (const auto good = given.check(); !good) co_return std::unexpected(good.error());
    const auto what = act_named(name);
    if (!what)
        co_return fail(error_kind::invalid, "control.argument", "there is no act '" + name + "'");
    done.what = *what;
    if (*what == act::correct_language) {
        const auto language = language::language_named(done.value);
        if (!language) co_return std::unexpected(language.error());
        done.value = *language;
    }
    const auto key = co_await known_key(around.journal, *what, subject);
    if (!key) co_return std::unexpected(key.error());
    done.subject = about_case(*what) ? subject : *key;
    if (about_two(*what)) {
        const auto other = co_await known_key(around.journal, *what, done.value);
        if (!other) co_return std::unexpected(other.error());
        done.value = *other;
    }
    if (about_two(*what) && done.subject == done.value)
        co_return fail(error_kind::invalid, "control.argument",
                       "'" + subject + "' is named twice; name two people");
    if (!about_two(*what) && *what != act::correct_language && !done.value.empty())
        co_return fail(error_kind::invalid, "control.argument", "'" + name + "' takes no value");
    const auto recorded = co_await around.journal.record(to_json(done));
    if (!recorded) co_return std::unexpected(recorded.error());
    around.daemon.entries_added();
    json::object out;
    out["seq"] = *recorded;
    out["act"] = name;
    out["subject"] = done.subject;
    co_return out;
}

}  // namespace earshot::control
