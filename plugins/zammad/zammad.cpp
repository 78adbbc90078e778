#include "zammad/zammad.hpp"

namespace earshot::zammad {

namespace {

constexpr std::size_t page_size = 100;
constexpr int concurrency = 4;

helpdesk::listed_ticket listed(const object_view& ticket) {
    return {ticket.text("id"), ticket.time("updated_at"),
            ticket.text("updated_at") + "/" + ticket.text("article_count")};
}

std::vector<object_view> to_look_at(const json::value& listing, const helpdesk::poll_position& at,
                                    timestamp floor) {
    std::vector<object_view> found;
    for (const object_view& one : tickets_of(listing))
        if (const auto ticket = listed(one); ticket.changed >= floor && at.needs_look(ticket))
            found.push_back(one);
    return found;
}

}  // namespace

zammad::zammad(host& services)
    : name_(services.instance()),
      site_(site_from(services.configuration())),
      clock_(use<clock>(services)),
      text_(use<text>(services)),
      server_(services, site_),
      tickets_(services, site_, server_),
      desk_(services, tickets_) {}

sink_capacity zammad::capacity() {
    return {.batch = 1, .concurrency = concurrency, .cases_only = true};
}

task<std::vector<result<receipt>>> zammad::deliver(std::vector<sink_item> items) {
    co_return co_await desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> zammad::inform(std::vector<notice> items) {
    co_return co_await desk_.inform(std::move(items));
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> zammad::routes() {
    if (!site_.hooks) return {};
    signature_scheme scheme;
    scheme.algorithm = hash::sha1;
    scheme.text = signed_text::body;
    scheme.encoding = signature_encoding::hex;
    scheme.header = "x-hub-signature";
    scheme.prefix = "sha1=";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

reading zammad::reading_from(timestamp floor) const {
    return {site_, text_, name_, server_.known_own_user(), floor};
}

result<batch> zammad::accept(const webhook_request& request) {
    return read_event(request.body, reading_from(timestamp{}));
}

// --- polling ------------------------------------------------------------------------------------

// By condition, as in tickets::find.
task<result<json::value>> zammad::changed_since(timestamp floor, int page) {
    const json::object after{{"operator", "after (absolute)"}, {"value", format_rfc3339(floor)}};
    json::object condition;
    condition["ticket.updated_at"] = after;
    json::object asked{{"page", page},
                       {"per_page", page_size},
                       {"sort_by", "updated_at"},
                       {"order_by", "desc"},
                       {"expand", true}};
    asked["condition"] = std::move(condition);
    co_return co_await server_.send("POST", "/tickets/search", std::move(asked));
}

task<result<poll_result>> zammad::poll(poll_request request) {
    const bool first = request.cursor.empty();
    auto at = first ? result<helpdesk::poll_position>()
                    : helpdesk::read_position(request.cursor, clock_.now(), "zammad.cursor");
    if (!at) co_return std::unexpected(at.error());
    const auto own = co_await server_.own_user();
    if (!own) co_return std::unexpected(own.error());
    const timestamp asked = first ? timestamp{} : at->floor(site_.rescan);
    const auto answer = co_await changed_since(asked, at->page);
    if (!answer) co_return std::unexpected(answer.error());
    std::vector<helpdesk::listed_ticket> page;
    for (const object_view& one : tickets_of(*answer)) page.push_back(listed(one));
    if (first) at = helpdesk::beginning(page, clock_.now());
    const timestamp floor = at->floor(site_.rescan);
    auto found = to_look_at(*answer, *at, floor);
    poll_result made;
    const auto read = co_await look_at_all(std::move(found), floor, made.items);
    if (!read) co_return std::unexpected(read.error());
    end_page(*std::move(at), page, page.size() >= page_size, site_.rescan, made);
    co_return made;
}

// The merged ones first: what is read of the others may depend on where those went.
task<result<void>> zammad::look_at_all(std::vector<object_view> found, timestamp floor,
                                       batch& into) {
    for (const object_view& one : found) {
        if (one.text("state") != merged_state) continue;
        const auto followed = co_await follow_merged(one.text("id"));
        if (!followed) co_return std::unexpected(followed.error());
    }
    for (const object_view& one : found) {
        const auto read = co_await look_at(one, floor, into);
        if (!read) co_return std::unexpected(read.error());
    }
    co_return result<void>();
}

task<result<void>> zammad::follow_merged(std::string id) {
    const auto target = co_await tickets_.merged_into(id);
    if (!target) co_return std::unexpected(target.error());
    if (!*target) co_return result<void>();
    co_return co_await desk_.merged(id, **target);
}

// The key in the ticket's field may be a digest, or be missing in a ticket that ours was merged
// into.
task<result<std::string>> zammad::case_key_of_ticket(std::string id, std::string in_field) {
    if (place_named(in_field)) co_return in_field;
    co_return co_await desk_.case_of(std::move(id));
}

task<result<void>> zammad::look_at(object_view from, timestamp floor, batch& into) {
    const std::string id = from.text("id");
    const auto key = co_await case_key_of_ticket(id, case_key_of(from, site_));
    if (!key) co_return std::unexpected(key.error());
    if (!helpdesk::names_a_case(*key)) co_return result<void>();
    const auto articles = co_await server_.get("/ticket_articles/by_ticket/" + id + "?expand=true",
                                               request_target::one_thing);
    if (!articles && articles.error().kind == error_kind::gone) co_return result<void>();
    if (!articles) co_return std::unexpected(articles.error());
    const reading with = reading_from(floor);
    if (const json::array* all = articles->if_array())
        for (const json::value& one : *all) read_article(one, *key, with, into);
    read_changes(from, *key, with, into);
    co_return result<void>();
}

// --- credentials --------------------------------------------------------------------------------

task<result<credential_status>> zammad::examine() {
    server_.forget();
    const auto own = co_await server_.own_user();
    if (!own) co_return credential_after(own.error());
    credential_status status;
    status.state = credential_state::valid;
    co_return status;
}

}  // namespace earshot::zammad
