#include "desk/event.hpp"

#include <boost/json.hpp>

#include "cases/corrections.hpp"
#include "cases/filing.hpp"
#include "desk/json_text.hpp"

namespace earshot::desk {

namespace {

namespace json = boost::json;

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

result<cases::publication> read_publication(const journal::entry& from) {
    json::error_code problem;
    const json::value parsed = json::parse(from.body, problem);
    const json::object* body = problem ? nullptr : parsed.if_object();
    const json::value* about = body ? body->if_contains("about") : nullptr;
    if (!about || !about->is_int64())
        return fail(error_kind::invalid, "desk.published", "an entry `published` names no answer");
    return cases::publication{about->get_int64(), text_of(*body, "platform"),
                              text_of(*body, "account"), text_of(*body, "id"), from.at};
}

template <class T>
result<event> as_event(const journal::entry& from, result<T> what) {
    if (!what) return std::unexpected(what.error());
    return event{from.seq, from.at, std::move(*what)};
}

std::vector<std::string> keys_for_act(const human_act& done) {
    switch (done.what) {
        case act::close_case:
        case act::reopen_case: return cases::keys_for_case(done.subject);
        case act::link:
        case act::unlink:
        case act::reject: return cases::keys_for_people({done.subject, done.value});
        case act::correct_language:
        case act::watch:
        case act::do_not_watch: return cases::keys_for_people({done.subject});
    }
    return {};
}

}  // namespace

result<event> read_event(const journal::entry& from) {
    using enum journal::entry_kind;
    switch (from.kind) {
        case message: return as_event(from, message_from_json(from.body));
        case reply: return as_event(from, reply_from_json(from.body));
        case published: return as_event(from, read_publication(from));
        case command: return as_event(from, human_act_from_json(from.body));
        case delivered:
        case refused: break;
    }
    return event{from.seq, from.at, std::monostate()};
}

std::vector<std::string> keys_for(const event& next) {
    return std::visit(
        overloaded{[](const std::monostate&) { return std::vector<std::string>(); },
                   [](const message& item) { return cases::keys_for(item); },
                   [](const reply& item) { return cases::keys_for(item); },
                   [](const cases::publication& item) { return cases::keys_for(item); },
                   [](const human_act& done) { return keys_for_act(done); }},
        next.what);
}

}  // namespace earshot::desk
