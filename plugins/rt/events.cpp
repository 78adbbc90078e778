#include "rt/events.hpp"

#include <boost/json.hpp>

#include "earshot/json_text.hpp"
#include "rt/answer_text.hpp"
#include "rt/happenings.hpp"

namespace earshot::rt {

namespace {

namespace json = boost::json;

std::string text_in(const json::object& from, std::string_view name) {
    const json::value* found = from.if_contains(name);
    if (!found) return {};
    if (const json::string* text = found->if_string()) return {text->data(), text->size()};
    return found->is_int64() ? std::to_string(found->get_int64()) : std::string();
}

transaction_record transaction_in(const json::object& from) {
    transaction_record out;
    const std::string id = text_in(from, "transaction");
    if (id_in("/" + id) == id && !id.empty()) out.id = std::stoull(id);
    out.type = text_in(from, "type");
    out.creator = text_in(from, "creator");
    out.ticket = text_in(from, "ticket");
    out.field = text_in(from, "field");
    out.old_value = text_in(from, "old");
    out.new_value = text_in(from, "new");
    out.created = parse_rfc3339(text_in(from, "created")).value_or(timestamp{});
    return out;
}

bool by_agent(const json::object& from, const transaction_record& one, const event_reading& how) {
    return text_in(from, "creator_id") != how.own_user_id && one.creator != system_user &&
           text_in(from, "privileged") == "1";
}

}  // namespace

result<batch> read_event(std::string_view body, const event_reading& how) {
    json::error_code problem;
    const json::value parsed = json::parse(without_lone_surrogates(body), problem);
    const json::object* from = problem ? nullptr : parsed.if_object();
    if (!from) return fail(error_kind::invalid, "rt.event", "the body is no JSON object");
    const transaction_record one = transaction_in(*from);
    if (one.id == 0 || one.type.empty())
        return fail(error_kind::invalid, "rt.event",
                    "the body has no transaction or no type: see the scrip in the plugin's page");
    batch out;
    const std::string key = text_in(*from, "case");
    if (key.empty() || key.starts_with("sha256:") || !by_agent(*from, one, how)) return out;
    const std::string name = text_in(*from, "author");
    if (auto said = reply_of(one, key, own_words(text_in(*from, "content")),
                             name.empty() ? one.creator : name)) {
        said->origin = how.origin;
        out.replies.push_back(std::move(*said));
    }
    if (auto made = change_of(one, key, how.closed_statuses)) {
        made->origin = how.origin;
        out.changes.push_back(std::move(*made));
    }
    return out;
}

}  // namespace earshot::rt
