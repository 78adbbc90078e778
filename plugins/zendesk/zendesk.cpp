#include "zendesk/zendesk.hpp"

#include "zendesk/webhook_event.hpp"

namespace earshot::zendesk {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t hints_at_once = 20;
constexpr duration longest_reading = 10s;  // then other hints wait for the next poll
constexpr duration export_delay = 61s;     // Zendesk leaves the last minute out
constexpr duration export_interval = 60s;
constexpr duration export_page_interval = 7s;
constexpr duration first_look_back = 5min;
constexpr duration comment_look_back = 10min;
constexpr duration hint_look_back = 1h;
constexpr int most_comment_pages = 50;  // a ticket has 5,000 comments at most

std::string written(timestamp when) {
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(when).time_since_epoch().count());
}

// One that the next ticket would meet as well.
bool concerns_all(const error& why) {
    return why.kind == error_kind::throttled || why.kind == error_kind::unauthorized ||
           why.kind == error_kind::cancelled;
}

// Whether the next page of comments, older ones, may hold some that were not read before.
bool goes_on(const json::value& body, timestamp floor) {
    const object_view page(&body);
    const auto& comments = page.list("comments");
    return !page.text("next_page").empty() && !comments.empty() &&
           object_view(&comments.back()).time("created_at") >= floor;
}

}  // namespace

zendesk::zendesk(host& services)
    : name_(services.instance()),
      account_(read_account(services.configuration())),
      clock_(use<clock>(services)),
      text_(use<text>(services)),
      api_(services, account_),
      tickets_(account_, api_),
      desk_(services, tickets_) {}

sink_capacity zendesk::capacity() { return {.batch = 1, .concurrency = 8, .cases_only = true}; }

task<std::vector<result<receipt>>> zendesk::deliver(std::vector<sink_item> items) {
    return desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> zendesk::inform(std::vector<notice> items) {
    return desk_.inform(std::move(items));
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> zendesk::routes() {
    if (!account_.webhooks) return {};
    signature_scheme scheme;
    scheme.text = signed_text::timestamp_body;
    scheme.header = "x-zendesk-webhook-signature";
    scheme.timestamp_header = "x-zendesk-webhook-signature-timestamp";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

result<batch> zendesk::accept(const webhook_request& request) {
    if (request.body.empty()) return batch{};  // Zendesk tries a new webhook so
    auto read = read_event(request.body, {name_, own_agent_, {}});
    if (!read) return std::unexpected(read.error());
    if (!read->look_at.empty() && !told_.tell(read->look_at, request.received)) behind_ = true;
    return std::move(read->items);
}

// --- polling ------------------------------------------------------------------------------------

// What the store does not know, the ticket tells: its agent may answer before we have learned that
// it was created.
task<result<zendesk::case_keys>> zendesk::cases_of(std::set<std::string> tickets) {
    case_keys ours;
    std::vector<std::string> unknown;
    for (const std::string& ticket : tickets) {
        const auto key = co_await desk_.case_of(ticket);
        if (!key) co_return std::unexpected(key.error());
        if (key->empty()) unknown.push_back(ticket);
        if (names_a_case(*key)) ours.emplace(ticket, *key);
    }
    auto told = co_await tickets_.cases_of(std::move(unknown));
    if (!told) co_return std::unexpected(told.error());
    ours.merge(*told);
    co_return ours;
}

task<result<void>> zendesk::read_hint(std::string ticket, timestamp floor, batch& into) {
    const std::set<std::string> named{ticket};
    const auto ours = co_await cases_of(named);
    if (!ours) co_return std::unexpected(ours.error());
    const auto key = ours->find(ticket);
    if (key == ours->end()) co_return result<void>();
    co_return co_await read_ticket(std::move(ticket), key->second, floor, into);
}

task<result<void>> zendesk::read_ticket(std::string ticket, std::string case_key, timestamp floor,
                                        batch& into) {
    const auto own = co_await api_.own_agent();
    if (!own) co_return std::unexpected(own.error());
    own_agent_ = *own;
    const reading with{name_, *own, floor};
    const std::string newest_first =
        "/tickets/" + ticket + "/comments.json?include=users&sort_order=desc&per_page=100";
    for (int number = 1; number <= most_comment_pages; ++number) {
        const auto page = co_await api_.get(newest_first + "&page=" + std::to_string(number),
                                            request_target::one_thing);
        if (!page && page.error().kind == error_kind::gone) co_return result<void>();
        if (!page) co_return std::unexpected(page.error());
        read_comments(*page, case_key, with, text_, into);
        if (!goes_on(*page, floor)) break;
    }
    co_return result<void>();
}

// What cannot be read now stays a hint, and keeps nothing from the others.
task<result<void>> zendesk::read_hinted(position& at, batch& into) {
    const std::map<std::string, timestamp> hints = at.hints;
    const timestamp until = clock_.now() + longest_reading;
    result<void> outcome;
    auto one = hints.upper_bound(last_hint_);
    for (std::size_t i = 0; i < std::min(hints.size(), hints_at_once); ++i, ++one) {
        if (i > 0 && clock_.now() > until) break;
        if (one == hints.end()) one = hints.begin();
        last_hint_ = one->first;
        const auto read = co_await read_hint(one->first, one->second - hint_look_back, into);
        if (read) at.hints.erase(one->first);
        if (!read && outcome) outcome = std::unexpected(read.error());
        if (!read && concerns_all(read.error())) break;
    }
    co_return outcome;
}

task<result<void>> zendesk::take(event_page page, timestamp floor, batch& into) {
    std::set<std::string> tickets(page.commented.begin(), page.commented.end());
    for (const ticket_deed& deed : page.deeds) tickets.insert(deed.ticket);
    const auto ours = co_await cases_of(std::move(tickets));
    if (!ours) co_return std::unexpected(ours.error());
    for (const std::string& ticket : page.commented) {
        const auto key = ours->find(ticket);
        if (key == ours->end()) continue;
        const auto read = co_await read_ticket(ticket, key->second, floor, into);
        if (!read) co_return std::unexpected(read.error());
    }
    for (ticket_deed& deed : page.deeds) {
        const auto key = ours->find(deed.ticket);
        if (key == ours->end()) continue;
        deed.what.case_key = key->second;
        into.changes.push_back(std::move(deed.what));
    }
    co_return result<void>();
}

task<result<void>> zendesk::read_export(position& at, batch& into) {
    const timestamp now = clock_.now();
    if (now < next_export_) co_return result<void>();
    const timestamp start = std::min(at.since, now - export_delay);
    const auto own = co_await api_.own_agent();
    if (!own) co_return std::unexpected(own.error());
    const auto answer = co_await api_.get(
        "/incremental/ticket_events.json?start_time=" + written(start) + "&include=comment_events");
    if (!answer) co_return std::unexpected(answer.error());
    auto page = read_events(*answer, *own);
    if (!page) co_return std::unexpected(page.error());
    const bool more = page->more;
    const timestamp end{std::chrono::seconds{page->end}};
    const auto taken = co_await take(std::move(*page), start - comment_look_back, into);
    if (!taken) co_return std::unexpected(taken.error());
    next_export_ = clock_.now() + (more ? export_page_interval : export_interval);
    // A page that ends where it began would come again for ever.
    at.since = more && end <= start ? start + 1s : std::max(start, end);
    co_return result<void>();
}

// Our tickets that changed become hints.
task<result<void>> zendesk::search(timestamp since) {
    if (behind_) search_.begin(since, clock_.now());
    behind_ = false;
    if (!search_.due(clock_.now()) || told_.room() < catch_up::page_size) co_return result<void>();
    const auto page = co_await api_.get(search_.path());
    if (!page) co_return std::unexpected(page.error());
    const auto ours = co_await cases_of(tickets_on(*page));
    if (!ours) co_return std::unexpected(ours.error());
    for (const auto& [ticket, key] : *ours)
        if (!told_.tell(ticket, since)) behind_ = true;
    search_.advance(*page, clock_.now());
    co_return result<void>();
}

result<position> zendesk::position_in(const std::string& cursor) {
    if (!cursor.empty()) return read_position(cursor);
    behind_ = false;  // what was said before the first poll is not ours
    const timestamp begin = clock_.now() - first_look_back;
    return position{std::chrono::floor<std::chrono::seconds>(begin), {}, 0};
}

task<result<poll_result>> zendesk::poll(poll_request request) {
    const auto at = position_in(request.cursor);
    if (!at) co_return std::unexpected(at.error());
    position next = *at;
    poll_result made;
    result<void> listed;
    if (account_.poll) listed = co_await read_export(next, made.items);
    if (!account_.poll) listed = co_await search(at->since);
    told_.hand_over(request.cursor, next);
    if (!account_.poll && listed && all_known())
        next.since = std::chrono::floor<std::chrono::seconds>(clock_.now());
    const auto hinted = co_await read_hinted(next, made.items);
    const result<void>& outcome = listed ? hinted : listed;
    // With nothing new to be kept, nothing is lost by saying so.
    if (!outcome && next == *at) co_return std::unexpected(outcome.error());
    made.cursor = write_position(next);
    told_.promise(made.cursor);
    if (outcome) made.more = !next.hints.empty();
    if (!outcome) made.come_back = outcome.error().retry_after;
    co_return made;
}

// --- credentials --------------------------------------------------------------------------------

task<result<credential_status>> zendesk::examine() {
    const auto answer = co_await api_.who_we_are();
    if (!answer) co_return credential_after(answer.error());
    credential_status status;
    const object_view we = object_view(&*answer).object("user");
    const std::string role = we.text("role");
    status.state = credential_state::valid;
    if (we.flag("suspended")) {
        status.state = credential_state::revoked;
        status.detail = "the agent is suspended in Zendesk";
    } else if (role == "end-user" || (account_.poll && role == "agent")) {
        status.state = credential_state::scope_missing;
        status.missing_scopes = {account_.poll ? "admin" : "agent"};
        status.detail = account_.poll ? "the export of ticket events is for administrators: make "
                                        "Earshot's agent one, or configure `poll: false`"
                                      : "Earshot's user must be an agent";
    }
    co_return status;
}

}  // namespace earshot::zendesk
