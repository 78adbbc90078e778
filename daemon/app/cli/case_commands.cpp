// `earshot cases` and `earshot people`: what the desk knows of them, and what a person decides.
#include <boost/json.hpp>

#include "app/cli/asking.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/views.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

void put(json::object& into, const char* name, const std::string& value) {
    if (!value.empty()) into[name] = value;
}

json::object one(const char* name, const std::string& value) {
    json::object out;
    out[name] = value;
    return out;
}

}  // namespace

int cases_unanswered(const invocation& how, const case_choice& which, std::int64_t limit) {
    json::object arguments;
    put(arguments, "class", which.message_class);
    put(arguments, "platform", which.platform);
    put(arguments, "account", which.account);
    put(arguments, "language", which.language);
    arguments["public"] = which.public_only;
    arguments["limit"] = limit;
    return ask_and_show(how, "cases_unanswered", arguments, view_unanswered);
}

int message_show(const invocation& how, const std::string& message) {
    return ask_and_show(how, "message_show", one("message", message), view_understood);
}

int case_show(const invocation& how, const std::string& id) {
    return ask_and_show(how, "case_show", one("case", id), view_record);
}

int person_show(const invocation& how, const std::string& person) {
    return ask_and_show(how, "person_show", one("person", person), view_record);
}

int people_suggested(const invocation& how, std::int64_t limit) {
    json::object arguments;
    arguments["limit"] = limit;
    return ask_and_show(how, "people_suggested", arguments, view_suggested);
}

int cases_load(const invocation& how, const std::string& from, const std::string& to) {
    json::object arguments;
    for (const auto& [name, text] : {std::pair{"from", from}, std::pair{"to", to}})
        if (const auto put = put_moment(arguments, name, text); !put)
            return complain(how, put.error(), usage);
    return ask_and_show(how, "load", arguments, view_load);
}

int act(const invocation& how, const act_words& words) {
    json::object arguments;
    arguments["act"] = words.act;
    arguments["subject"] = words.subject;
    put(arguments, "value", words.value);
    return ask_and_show(how, "act", arguments, view_act);
}

}  // namespace earshot::app::cli
