#include "control/records_json.hpp"

#include <boost/json.hpp>

#include "text/unicode.hpp"

namespace earshot::control {

namespace json = boost::json;

namespace {

std::string_view kind_name(journal::entry_kind kind) {
    switch (kind) {
        case journal::entry_kind::message: return "message";
        case journal::entry_kind::reply: return "reply";
        case journal::entry_kind::delivered: return "delivered";
        case journal::entry_kind::published: return "published";
        case journal::entry_kind::refused: return "refused";
        case journal::entry_kind::command: return "command";
        case journal::entry_kind::ticket: return "ticket";
        case journal::entry_kind::gap: return "gap";
    }
    return "unknown";
}

json::string text(std::string_view value) { return json::string(value.data(), value.size()); }

json::array list(const std::vector<std::string>& items) {
    json::array out;
    for (const std::string& item : items) out.emplace_back(text(item));
    return out;
}

}  // namespace

json::value to_json(timestamp when) {
    if (when == timestamp{}) return nullptr;
    return text(format_rfc3339(when));
}

// The body goes under the entry's kind: `{"seq": 7, "kind": "message", "message": {...}}`.
json::object to_json(const journal::entry& item) {
    const std::string_view kind = kind_name(item.kind);
    json::error_code problem;
    json::value body = json::parse(item.body, problem);
    json::object out;
    out["seq"] = item.seq;
    out["at"] = to_json(item.at);
    out["kind"] = text(kind);
    out[json::string_view(kind.data(), kind.size())] = problem ? json::value(nullptr) : body;
    return out;
}

json::object refusal_in(const journal::entry& item) {
    json::object out;
    out["at"] = to_json(item.at);
    json::error_code problem;
    const json::value body = json::parse(item.body, problem);
    if (problem || !body.is_object()) return out;
    for (const char* member : {"code", "detail"})
        if (const json::value* said = body.as_object().if_contains(member)) out[member] = *said;
    return out;
}

json::object to_json(const journal::outbox_summary& item) {
    json::object out;
    out["destination"] = item.destination;
    out["waiting"] = item.waiting;
    out["in_flight"] = item.in_flight;
    out["retrying"] = item.retrying;
    out["dead"] = item.dead;
    out["oldest"] = to_json(item.oldest);
    return out;
}

json::object to_json(const journal::dead_letter& item) {
    json::object out;
    out["id"] = item.id;
    out["destination"] = item.destination;
    out["about"] = item.about;
    out["enqueued"] = to_json(item.enqueued);
    out["died"] = to_json(item.died);
    out["attempts"] = item.attempts;
    out["code"] = item.code;
    out["detail"] = item.detail;
    return out;
}

json::object to_json(const journal::intake_counts& item) {
    json::object out;
    out["received"] = item.received;
    out["stored"] = item.stored;
    out["duplicates"] = item.duplicates;
    out["own_echoes"] = item.own_echoes;
    out["filtered"] = item.filtered;
    out["quarantined"] = item.quarantined;
    return out;
}

json::object to_json(const journal::ledger_line& item) {
    json::object out = to_json(item.counts);
    out["platform"] = item.platform;
    out["account"] = item.account;
    out["entries"] = item.entries;
    out["unread"] = item.unread;
    out["by_hour"] = to_json(item.by_hour);
    out["broken_hours"] = item.broken_hours;
    return out;
}

json::object to_json(const journal::hour_line& item) {
    json::object out = to_json(item.counts);
    out["platform"] = item.platform;
    out["account"] = item.account;
    out["hour"] = to_json(item.hour);
    return out;
}

json::object to_json(const journal::broken_sum& item) {
    json::object out;
    out["whose"] = item.whose;
    out["sum"] = item.sum;
    out["left"] = item.left;
    out["right"] = item.right;
    return out;
}

json::object to_json(const credential_status& item) {
    json::object out;
    out["state"] = text(watch::to_string(item.state));
    out["expires"] = to_json(item.expires);
    out["missing_scopes"] = list(item.missing_scopes);
    out["detail"] = text(item.detail);
    return out;
}

json::object to_json(const journal::delivery_line& item) {
    json::object out;
    out["destination"] = item.destination;
    out["enqueued"] = item.enqueued;
    out["done"] = item.done;
    out["dead"] = item.dead;
    out["expired"] = item.expired;
    out["open"] = item.open;
    return out;
}

json::object to_json(const cases::unanswered_line& item) {
    json::object out;
    out["id"] = item.id;
    out["person"] = text(item.person);
    out["platform"] = text(item.platform);
    out["account"] = text(item.account);
    out["language"] = text(item.language);
    out["class"] = text(item.message_class);
    out["urgency"] = text(to_string(item.urgent));
    out["since"] = to_json(item.since);
    out["public"] = item.is_public;
    out["reach"] = item.reach;
    out["weight"] = item.weight;
    out["title"] = text(item.title);
    out["link"] = text(item.link);
    out["owner"] = text(item.owner);
    out["linked"] = list(item.links);
    out["answered_elsewhere"] = item.answered_elsewhere;
    return out;
}

json::object to_json(const suspension& item) {
    json::object out;
    out["destination"] = item.destination;
    out["until"] = to_json(item.until);
    out["why"] = text(item.why);
    return out;
}

json::object to_json(const channel_view& item) {
    json::object out;
    out["name"] = item.instance.name;
    out["plugin"] = item.instance.plugin;
    out["version"] = item.instance.version;
    out["running"] = item.instance.running;
    out["problem"] = item.instance.problem;
    out["intake"] = item.intake;
    std::vector<std::string> problems = item.problems;
    problems.insert(problems.end(), item.health.problems.begin(), item.health.problems.end());
    out["problems"] = list(problems);
    json::object metrics;
    for (const plugins::metric& one : item.metrics) metrics[one.name] = one.value;
    out["metrics"] = std::move(metrics);
    return out;
}

json::object to_json(const journal::quarantined_item& item, std::size_t raw_limit) {
    json::object out;
    out["id"] = item.id;
    out["platform"] = item.platform;
    out["account"] = item.account;
    out["at"] = to_json(item.at);
    out["reason"] = text(texts::repair_utf8(item.reason));
    out["object_id"] = text(texts::repair_utf8(item.object_id));
    out["raw_size"] = item.raw.size();
    if (raw_limit > 0)
        out["raw"] = text(texts::repair_utf8(std::string_view(item.raw).substr(0, raw_limit)));
    return out;
}

}  // namespace earshot::control
