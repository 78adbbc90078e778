#include "desk/event.hpp"

#include <boost/json.hpp>

#include "cases/corrections.hpp"
#include "cases/filing.hpp"
#include "desk/gate.hpp"
#include "earshot/object_view.hpp"

namespace earshot::desk {

namespace {

namespace json = boost::json;

template <class... Ts>
struct overloaded : Ts... {
    using Ts::operator()...;
};

result<json::object> read_body(const journal::entry& from) {
    json::error_code problem;
    json::value parsed = json::parse(from.body, problem);
    if (problem || !parsed.is_object())
        return fail(error_kind::invalid, "desk.entry", "its body is not a JSON object");
    return std::move(parsed.as_object());
}

result<journal::sequence> about(const json::object& body) {
    const json::value* named = body.if_contains("about");
    if (!named || !named->is_int64())
        return fail(error_kind::invalid, "desk.entry", "it names no answer");
    return named->get_int64();
}

result<cases::publication> read_publication(const journal::entry& from) {
    const auto body = read_body(from);
    if (!body) return std::unexpected(body.error());
    const auto answer = about(*body);
    if (!answer) return std::unexpected(answer.error());
    const object_view said(*body);
    return cases::publication{*answer, said.text("platform"), said.text("account"), said.text("id"),
                              from.at};
}

// That a sink gave up is for operators: it is among the dead letters. And what another sink brings
// as well is not lost.
result<happening> read_refusal(const journal::entry& from) {
    const auto body = read_body(from);
    if (!body) return std::unexpected(body.error());
    const object_view said(*body);
    if (!said.text("destination").starts_with("publish:")) return happening();
    if (said.text("code") == brought_by_another_code) return happening();
    const auto answer = about(*body);
    if (!answer) return std::unexpected(answer.error());
    return lost_answer{*answer};
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
        case refused: return as_event(from, read_refusal(from));
        case ticket: return as_event(from, ticket_change_from_json(from.body));
        case gap: return as_event(from, gap_found_from_json(from.body));
        case delivered: break;
    }
    return event{from.seq, from.at, std::monostate()};
}

std::vector<std::string> keys_for(const event& next) {
    return std::visit(
        overloaded{[](const std::monostate&) { return std::vector<std::string>(); },
                   [](const message& item) { return cases::keys_for(item); },
                   [](const reply& item) { return cases::keys_for(item); },
                   [](const cases::publication& item) { return cases::keys_for(item); },
                   [](const lost_answer& gone) {
                       return std::vector<std::string>{cases::reply_key(gone.reply)};
                   },
                   [](const human_act& done) { return keys_for_act(done); },
                   [](const ticket_change& item) { return cases::keys_for(item); },
                   [](const gap_found&) { return std::vector<std::string>(); }},
        next.what);
}

}  // namespace earshot::desk
