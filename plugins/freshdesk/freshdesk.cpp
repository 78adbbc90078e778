#include "freshdesk/freshdesk.hpp"

#include <utility>

#include "earshot/signature.hpp"

namespace earshot::freshdesk {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_hinted = 1'000;
constexpr std::size_t page_size = 100;
constexpr duration first_look_back = 5min;
constexpr duration hint_look_back = 1h;

std::string whole_seconds(timestamp when) { return format_rfc3339(when).substr(0, 19) + "Z"; }

}  // namespace

freshdesk::freshdesk(host& services)
    : name_(services.instance()),
      account_(read_account(services.configuration())),
      clock_(use<clock>(services)),
      text_(use<text>(services)),
      api_(services, account_),
      tickets_(services, account_, api_),
      desk_(services, tickets_) {}

sink_capacity freshdesk::capacity() { return {.batch = 1, .concurrency = 4, .cases_only = true}; }

task<std::vector<result<receipt>>> freshdesk::deliver(std::vector<sink_item> items) {
    return desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> freshdesk::inform(std::vector<notice> items) {
    return desk_.inform(std::move(items));
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> freshdesk::routes() {
    if (!account_.webhooks) return {};
    signature_scheme scheme;
    scheme.proof = webhook_proof::shared_secret;
    scheme.header = "x-earshot-secret";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

// An automation cannot tell an entry's number, so it only says where to look.
result<batch> freshdesk::accept(const webhook_request& request) {
    const auto ticket = ticket_named(request.body);
    if (!ticket) return std::unexpected(ticket.error());
    if (hinted_.size() < most_hinted) hinted_.insert(*ticket);
    return batch{};
}

// --- polling ------------------------------------------------------------------------------------

task<result<void>> freshdesk::read_ticket(std::string ticket, std::string case_key, timestamp floor,
                                          batch& into) {
    const auto own = co_await api_.own_agent();
    if (!own) co_return std::unexpected(own.error());
    const reading with{name_, *own, floor};
    for (int page = 1; page <= 100; ++page) {
        const auto answer = co_await api_.get(
            "/tickets/" + ticket + "/conversations?per_page=100" + "&page=" + std::to_string(page),
            request_target::one_thing);
        if (!answer && answer.error().kind == error_kind::gone) co_return result<void>();
        if (!answer) co_return std::unexpected(answer.error());
        for (answer_found& one : read_answers(*answer, case_key, with, text_)) {
            const auto name = co_await api_.agent_name(one.agent);
            if (!name) co_return std::unexpected(name.error());
            one.said.author = *name;
            into.replies.push_back(std::move(one.said));
        }
        const json::array* entries = answer->if_array();
        if (!entries || entries->size() < 30) break;  // some plans give no more than 30 a page
    }
    co_return result<void>();
}

// Only to be sooner: the list has them all, so what is forgotten or not read here comes with it.
// One that is named again while it is being read is read again.
task<result<void>> freshdesk::read_hinted(batch& into) {
    const std::set<std::string> now = std::exchange(hinted_, {});
    for (const std::string& ticket : now) {
        const auto key = co_await desk_.case_of(ticket);
        if (!key) co_return std::unexpected(key.error());
        if (!helpdesk::names_a_case(*key)) continue;
        const timestamp floor = clock_.now() - hint_look_back;
        const auto read = co_await read_ticket(ticket, *key, floor, into);
        if (!read) co_return std::unexpected(read.error());
    }
    co_return result<void>();
}

task<result<position>> freshdesk::read_changed(position at, batch& into, bool& more) {
    const auto answer = co_await api_.get(
        "/tickets?updated_since=" + percent_encode(whole_seconds(at.since)) +
        "&order_by=updated_at&order_type=asc&include=stats&per_page=" + std::to_string(page_size) +
        "&page=" + std::to_string(at.page));
    if (!answer) co_return std::unexpected(answer.error());
    const auto page = read_list(*answer, account_);
    for (const listed_ticket& ticket : page) {
        if (ticket.key.empty()) continue;
        std::string key = ticket.key;
        if (key.starts_with("sha256:")) {
            const auto known = co_await desk_.case_of(ticket.id);
            if (!known) co_return std::unexpected(known.error());
            key = *known;
        }
        if (!helpdesk::names_a_case(key)) continue;
        for (ticket_change& change : changes_of(ticket, key, at.floor))
            into.changes.push_back(std::move(change));
        const auto read = co_await read_ticket(ticket.id, key, at.floor, into);
        if (!read) co_return std::unexpected(read.error());
    }
    more = page.size() >= page_size;
    co_return advanced(at, page, more, account_.rescan);
}

task<result<poll_result>> freshdesk::poll(poll_request request) {
    position at;
    at.since = clock_.now() - first_look_back;
    at.floor = at.since;
    if (!request.cursor.empty()) {
        const auto known = read_position(request.cursor, clock_.now() - account_.rescan);
        if (!known) co_return std::unexpected(known.error());
        at = *known;
    }
    poll_result made;
    const auto hinted = co_await read_hinted(made.items);
    if (!hinted) co_return std::unexpected(hinted.error());
    const auto next = co_await read_changed(at, made.items, made.more);
    if (!next) co_return std::unexpected(next.error());
    made.cursor = write_position(*next);
    co_return made;
}

// --- credentials --------------------------------------------------------------------------------

task<result<credential_status>> freshdesk::examine() {
    const auto own = co_await api_.who_we_are();
    if (!own) co_return credential_after(own.error());
    credential_status status;
    status.state = credential_state::valid;
    co_return status;
}

}  // namespace earshot::freshdesk
