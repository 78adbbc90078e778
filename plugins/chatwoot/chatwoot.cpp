#include "chatwoot/chatwoot.hpp"

namespace earshot::chatwoot {

namespace {

constexpr std::size_t page_size = 25;  // Chatwoot's own
constexpr int most_message_pages = 50;
constexpr int concurrency = 4;

// The time may stand still for a second in which more is said; the last message tells.
helpdesk::listed_ticket listed(const object_view& from) {
    const timestamp active = from.time("last_activity_at");
    const object_view last = from.object("last_non_activity_message");
    helpdesk::listed_ticket made{from.text("id"),
                                 active == timestamp{} ? from.time("timestamp") : active, ""};
    made.stamp = format_rfc3339(made.changed) + "/" + last.text("id") + "/" + from.text("status");
    return made;
}

}  // namespace

chatwoot::chatwoot(host& services)
    : name_(services.instance()),
      site_(site_from(services.configuration())),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      server_(services, site_),
      conversations_(services, site_, server_),
      desk_(services, conversations_) {}

sink_capacity chatwoot::capacity() {
    return {.batch = 1, .concurrency = concurrency, .cases_only = true};
}

task<std::vector<result<receipt>>> chatwoot::deliver(std::vector<sink_item> items) {
    co_return co_await desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> chatwoot::inform(std::vector<notice> items) {
    auto outcomes = co_await desk_.inform(items);
    for (std::size_t i = 0; i < items.size() && i < outcomes.size(); ++i)
        if (outcomes[i]) co_await mark(items[i]);
    co_return outcomes;
}

// Shows at the agent's message that it is out. The entry that says so in words is there already,
// and older releases cannot do this: a refusal is no reason to try again. What was refused is not
// marked `failed`: with that mark Chatwoot offers the agent a retry, which would send nothing.
task<void> chatwoot::mark(notice told) {
    const auto* published = std::get_if<answer_published>(&told.what);
    if (!published) co_return;
    const reply& answer = published->answer;
    const answer_place where = place_of_answer(answer.id);
    if (answer.origin != name_ || where.message.empty()) co_return;
    const std::string path = "/conversations/" + where.conversation + "/messages/" + where.message;
    json::object state{{"status", "delivered"}};
    const auto done =
        co_await server_.send("PATCH", path, std::move(state), request_target::one_thing);
    if (!done)
        log_.write(log_level::debug, "chatwoot.not_marked",
                   {{"message", answer.id}, {"why", to_string(done.error())}});
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> chatwoot::routes() {
    if (!site_.hooks) return {};
    signature_scheme scheme;
    scheme.text = signed_text::timestamp_dot_body;
    scheme.encoding = signature_encoding::hex;
    scheme.header = "x-chatwoot-signature";
    scheme.prefix = "sha256=";
    scheme.timestamp_header = "x-chatwoot-timestamp";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

reading chatwoot::reading_from(timestamp floor) const {
    return {site_, name_, server_.known_own_user(), floor};
}

result<batch> chatwoot::accept(const webhook_request& request) {
    return read_event(request.body, reading_from(timestamp{}));
}

// --- polling ------------------------------------------------------------------------------------

task<result<poll_result>> chatwoot::poll(poll_request request) {
    const bool first = request.cursor.empty();
    auto at = first ? result<helpdesk::poll_position>()
                    : helpdesk::read_position(request.cursor, clock_.now(), "chatwoot.cursor");
    if (!at) co_return std::unexpected(at.error());
    const auto own = co_await server_.own_user();
    if (!own) co_return std::unexpected(own.error());
    const auto answer = co_await server_.get(
        "/conversations?status=all&assignee_type=all&sort_by=last_activity_at_desc&inbox_id=" +
        site_.inbox + "&page=" + std::to_string(at->page));
    if (!answer) co_return std::unexpected(answer.error());
    std::vector<helpdesk::listed_ticket> page;
    for (const json::value& one : payload_of(*answer)) page.push_back(listed(&one));
    if (first) at = helpdesk::beginning(page, clock_.now());
    const timestamp floor = at->floor(site_.rescan);
    poll_result made;
    for (const json::value& one : payload_of(*answer)) {
        const helpdesk::listed_ticket ticket = listed(&one);
        if (ticket.changed < floor || !at->needs_look(ticket)) continue;
        const auto read = co_await look_at(&one, floor, made.items);
        if (!read) co_return std::unexpected(read.error());
    }
    end_page(*std::move(at), page, page.size() >= page_size, site_.rescan, made);
    co_return made;
}

task<result<std::string>> chatwoot::case_key_of_listed(std::string id, std::string in_field) {
    if (place_named(in_field)) co_return in_field;
    co_return co_await desk_.case_of(std::move(id));
}

task<result<void>> chatwoot::look_at(object_view conversation, timestamp floor, batch& into) {
    const std::string id = conversation.text("id");
    const auto key = co_await case_key_of_listed(id, case_key_of(conversation, site_));
    if (!key) co_return std::unexpected(key.error());
    if (!helpdesk::names_a_case(*key)) co_return result<void>();
    const auto read = co_await read_messages(id, *key, floor, into);
    if (!read && read.error().kind == error_kind::gone) co_return result<void>();
    if (!read) co_return std::unexpected(read.error());
    read_conversation(conversation, *key, reading_from(floor), into);
    co_return result<void>();
}

// Twenty at a time, the newest first, until one is older than what is asked for.
task<result<void>> chatwoot::read_messages(std::string id, std::string case_key, timestamp floor,
                                           batch& into) {
    const reading with = reading_from(floor);
    std::string before;
    for (int i = 0; i < most_message_pages; ++i) {
        const std::string page = messages_path(id, before);
        const auto answer = co_await server_.get(page, request_target::one_thing);
        if (!answer) co_return std::unexpected(answer.error());
        const json::array& messages = payload_of(*answer);
        for (const json::value& one : messages) read_message(one, id, case_key, with, into);
        const object_view oldest(messages.empty() ? nullptr : &messages.front());
        const std::string next = oldest.text("id");
        if (next.empty() || next == before || oldest.time("created_at") < floor) break;
        before = next;
    }
    co_return result<void>();
}

// --- credentials --------------------------------------------------------------------------------

// The inbox tells both: whether the token is good, and whether it is an inbox that we can write to.
task<result<credential_status>> chatwoot::examine() {
    const auto answer = co_await server_.get("/inboxes/" + site_.inbox, request_target::one_thing);
    credential_status status;
    status.state = credential_state::valid;
    if (answer) {
        const std::string kind = object_view(&*answer).text("channel_type");
        if (kind.empty() || kind == "Channel::Api") co_return status;
        status.state = credential_state::scope_missing;
        status.detail = "inbox " + site_.inbox + " is of the kind " + kind +
                        "; Earshot needs one of the kind API";
        co_return status;
    }
    error why = answer.error();
    if (why.kind == error_kind::gone) why.kind = error_kind::scope_missing;
    auto refused = credential_after(std::move(why));
    if (refused) refused->detail += "; inbox_id is " + site_.inbox;
    co_return refused;
}

}  // namespace earshot::chatwoot
