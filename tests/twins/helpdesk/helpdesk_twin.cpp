#include "twins/helpdesk/helpdesk_twin.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include "twins/parameters.hpp"

namespace earshot::twins::helpdesk {

namespace json = boost::json;

namespace {

constexpr int max_attempts = 30;
constexpr duration pause_between_attempts = std::chrono::seconds{1};

// Customers who called the brand are answered; echoes, deletions and mere gossip are not.
bool wants_answer(const message& item) {
    const bool said = item.kind == message_kind::post || item.kind == message_kind::reply ||
                      item.kind == message_kind::comment || item.kind == message_kind::edit ||
                      item.kind == message_kind::direct_message;
    return said && item.addressed && item.from == direction::from_customer;
}

std::string name_of_author(const message& item) {
    const std::string& name = item.by.display_name;
    if (name.empty()) return item.by.handle;
    return name.substr(0, name.find(' '));
}

json::object shown(const inbound& event) {
    const message& item = event.item;
    return {{"webhook_id", event.webhook_id},
            {"event_id", event.event_id},
            {"type", event.type},
            {"object_id", item.object_id},
            {"revision", item.revision},
            {"kind", to_string(item.kind)},
            {"direction", to_string(item.from)},
            {"addressed", item.addressed},
            {"author", item.by.handle},
            {"lang", item.platform_language},
            {"parent_id", item.parent_id},
            {"created", format_rfc3339(item.created)},
            {"text", item.text},
            {"language", event.understood.language.tag},
            {"class", event.understood.message_class},
            {"urgency", to_string(event.understood.urgent)},
            {"case", event.understood.case_id}};
}

json::object shown(const agent_answer& one) {
    return {{"id", one.id},
            {"object_id", one.object_id},
            {"text", one.text},
            {"attempts", one.attempts},
            {"accepted", one.accepted},
            {"published_as", one.published_as},
            {"refused_for", one.refused_for}};
}

json::object shown(const ticket& one) {
    json::array messages, replies;
    for (const inbound& event : one.messages) messages.push_back(shown(event));
    for (const agent_answer& text : one.answers) replies.push_back(shown(text));
    return {{"id", one.id},           {"platform", one.platform},
            {"account", one.account}, {"conversation", one.conversation},
            {"messages", messages},   {"answers", replies}};
}

std::string event_line(const char* what, const ticket& about, const message& item,
                       const std::string& text) {
    return json::serialize(json::object{{"event", what},
                                        {"ticket", about.id},
                                        {"author", item.by.handle},
                                        {"lang", item.platform_language},
                                        {"kind", to_string(item.kind)},
                                        {"object_id", item.object_id},
                                        {"at", format_rfc3339(item.created)},
                                        {"text", text}});
}

std::string ticket_line(const ticket& about, const inbound& last) {
    json::object line = shown(last);
    line["event"] = "ticket";
    line["ticket"] = about.id;
    line["at"] = format_rfc3339(last.item.created);
    return json::serialize(line);
}

answer refused(int status, const std::string& detail) {
    return json_answer(status, {{"error", detail}});
}

}  // namespace

answer helpdesk_twin::handle(const net::server_request& request) {
    const std::string_view path = request.path;
    if (path == "/twin/tickets" && request.method == "GET") return list();
    if (path == "/twin/stats" && request.method == "GET") return stats();
    if (path == "/twin/faults") return administer(broken_, request);
    if (path == "/twin/agent" && request.method == "POST") return configure(request);
    if (path != "/tickets") return refused(404, "there is no " + request.path);
    if (request.method != "POST") return refused(405, "POST a CloudEvent");
    return take_delivery(request);
}

answer helpdesk_twin::take_delivery(const net::server_request& request) {
    ++deliveries_;
    const auto planted =
        broken_.strike(request.method, request.path, {"http_*", "hang", "drop", "garbage"});
    if (planted)
        if (const auto out = refuse(*planted)) return *out;
    if (const auto genuine = options_.deliveries.verify(request, clock_.now()); !genuine) {
        ++bad_signatures_;
        return refused(401, genuine.error().detail);
    }
    auto events = read_events(request);
    if (!events) {
        ++unreadable_;
        return refused(400, events.error().detail);
    }
    json::array ids;
    for (inbound& event : *events) ids.push_back(json::value(file(std::move(event))));
    answer out = json_answer(200, {{"id", ids.empty() ? json::value("") : ids[0]}, {"ids", ids}});
    if (const auto what = broken_.strike(request.method, request.path, {"delay", "lost_answer"}))
        spoil(*what, out);
    return out;
}

// The ticket's id. What came before is filed no second time.
std::string helpdesk_twin::file(inbound event) {
    const std::string identity = event.webhook_id + " " + event.source + " " + event.event_id;
    if (!seen_.insert(identity).second) {
        ++duplicates_;
        return "duplicate";
    }
    if (event.told) return note_outcome(*event.told);
    ticket& about = tickets_.file(std::move(event));
    const inbound& last = about.messages.back();
    events_.push_back(ticket_line(about, last));
    schedule(about);
    return about.id;
}

std::string helpdesk_twin::note_outcome(const outcome& told) {
    agent_answer* text = tickets_.find_answer(told.answer);
    if (!text) return "somebody else's answer";
    text->published_as = told.published_as;
    text->refused_for = told.refused_for;
    return told.answer;
}

// Each customer is answered what they said last; a deletion calls the answer off.
void helpdesk_twin::schedule(ticket& about) {
    const message& item = about.messages.back().item;
    if (item.kind == message_kind::deletion) about.unanswered.erase(item.by.id);
    if (options_.replies_to.empty() || !wants_answer(item)) return;
    const waiting now{clock_.now() + options_.agent_delay};
    about.unanswered.try_emplace(item.by.id, now).first->second.message = about.messages.size() - 1;
}

std::vector<outgoing> helpdesk_twin::take_outgoing() {
    for (ticket& about : tickets_.all()) answer_due(about);
    while (!again_.empty() && again_.begin()->first <= clock_.now()) {
        const auto due = again_.extract(again_.begin());
        to_send_.insert(to_send_.end(), due.mapped().begin(), due.mapped().end());
    }
    std::vector<outgoing> out;
    for (const sending& one : std::exchange(to_send_, {})) out.push_back(packed(one));
    return out;
}

void helpdesk_twin::answer_due(ticket& about) {
    std::erase_if(about.unanswered, [&](const auto& entry) {
        const waiting& customer = entry.second;
        if (customer.due > clock_.now()) return false;
        write_answer(about, about.messages[customer.message].item);
        return true;
    });
}

void helpdesk_twin::write_answer(ticket& about, const message& item) {
    agent_answer text{"answer-" + about.id + "-" + std::to_string(about.answers.size() + 1),
                      item.object_id};
    text.text =
        options_.texts.choose(item.platform_language, item.text, name_of_author(item), about.id);
    events_.push_back(event_line("answer", about, item, text.text));
    about.answers.push_back(std::move(text));
    to_send_.push_back({&about, about.answers.size() - 1});
}

outgoing helpdesk_twin::packed(const sending& what) {
    agent_answer& text = what.about->answers[what.answer];
    ++text.attempts;
    const json::object data{{"id", text.id},
                            {"platform", what.about->platform},
                            {"account", what.about->account},
                            {"object_id", text.object_id},
                            {"author", options_.agent},
                            {"text", text.text}};
    const std::string body = json::serialize(json::object{
        {"type", "reply.created"}, {"timestamp", format_rfc3339(clock_.now())}, {"data", data}});
    const auto seconds = std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch();
    const std::string when = std::to_string(seconds.count());
    outgoing out{++ids_, http_request("POST", options_.replies_to)};
    out.request.content("application/json", body)
        .header("webhook-id", text.id)
        .header("webhook-timestamp", when)
        .header("webhook-signature", options_.replies.sign(text.id, when, body));
    on_their_way_.emplace(out.id, what);
    return out;
}

void helpdesk_twin::delivered(std::int64_t id, int status) {
    const auto found = on_their_way_.extract(id);
    if (found.empty()) return;
    const sending& what = found.mapped();
    agent_answer& text = what.about->answers[what.answer];
    text.accepted = status >= 200 && status < 300;
    text.given_up = !text.accepted && text.attempts >= max_attempts;
    if (!text.accepted && !text.given_up)
        again_[clock_.now() + pause_between_attempts].push_back(what);
}

answer helpdesk_twin::resume(std::int64_t, const std::optional<http_response>&) {
    return refused(500, "the helpdesk asks nobody before it answers");
}

answer helpdesk_twin::list() const {
    json::array out;
    for (const ticket& one : tickets_.all()) out.push_back(shown(one));
    return json_answer(200, {{"tickets", std::move(out)}});
}

answer helpdesk_twin::stats() const {
    std::int64_t messages = 0, written = 0, accepted = 0, open = 0, given_up = 0;
    for (const ticket& one : tickets_.all()) {
        messages += static_cast<std::int64_t>(one.messages.size());
        written += static_cast<std::int64_t>(one.answers.size());
        open += static_cast<std::int64_t>(one.unanswered.size());
        accepted += std::ranges::count(one.answers, true, &agent_answer::accepted);
        given_up += std::ranges::count(one.answers, true, &agent_answer::given_up);
    }
    return json_answer(200, {{"tickets", tickets_.all().size()},
                             {"messages", messages},
                             {"deliveries", deliveries_},
                             {"duplicates", duplicates_},
                             {"bad_signatures", bad_signatures_},
                             {"unreadable", unreadable_},
                             {"faults", broken_.struck()},
                             {"answers",
                              {{"waiting", open},
                               {"written", written},
                               {"accepted", accepted},
                               {"given_up", given_up}}}});
}

// {"replies_to"?: URL, "delay"?: "2s"}
answer helpdesk_twin::configure(const net::server_request& request) {
    json::error_code problem;
    const json::value body = json::parse(request.body, problem);
    if (problem || !body.is_object()) return refused(400, "the body is not a JSON object");
    if (const json::value* url = body.get_object().if_contains("replies_to"))
        options_.replies_to = url->is_string() ? std::string(url->get_string()) : std::string();
    if (const json::value* delay = body.get_object().if_contains("delay")) {
        const auto length = parse_duration(delay->is_string() ? delay->get_string().c_str() : "");
        if (!length) return refused(400, length.error().detail);
        options_.agent_delay = *length;
    }
    return json_answer(200, {{"replies_to", options_.replies_to},
                             {"delay", format_duration(options_.agent_delay)}});
}

}  // namespace earshot::twins::helpdesk
