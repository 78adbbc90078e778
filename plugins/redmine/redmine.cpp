#include "redmine/redmine.hpp"

#include <algorithm>

#include "redmine/webhook_event.hpp"

namespace earshot::redmine {

redmine::redmine(host& services)
    : name_(services.instance()),
      site_(read_site(services.configuration())),
      clock_(use<clock>(services)),
      server_(services, site_),
      issues_(services, site_, server_),
      desk_(services, issues_) {}

sink_capacity redmine::capacity() { return {.batch = 1, .concurrency = 4, .cases_only = true}; }

task<std::vector<result<receipt>>> redmine::deliver(std::vector<sink_item> items) {
    return desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> redmine::inform(std::vector<notice> items) {
    return desk_.inform(std::move(items));
}

// --- webhooks -----------------------------------------------------------------------------------

std::vector<webhook_route> redmine::routes() {
    if (!site_.webhooks) return {};
    signature_scheme scheme;
    scheme.encoding = signature_encoding::hex;
    scheme.header = "x-redmine-signature-256";
    scheme.prefix = "sha256=";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

result<batch> redmine::accept(const webhook_request& request) {
    const reading with{site_, name_, own_user_, {}, {}};
    return read_event(request.body, with);
}

// --- polling ------------------------------------------------------------------------------------

task<result<position>> redmine::first_position(std::string field) {
    const auto answer = co_await server_.get(issue_changed_last(field));
    if (!answer) co_return std::unexpected(answer.error());
    const auto newest = read_list(*answer, site_);
    co_return beginning(newest.empty() ? timestamp{} : newest.front().updated, site_.rescan);
}

task<result<reading>> redmine::reading_from(timestamp floor) {
    const auto own = co_await server_.own_user();
    if (!own) co_return std::unexpected(own.error());
    auto closed = co_await server_.closed();
    if (!closed) co_return std::unexpected(closed.error());
    own_user_ = *own;
    reading made{site_, name_, *own, std::move(*closed), floor};
    co_return made;
}

task<result<void>> redmine::read_changed(std::vector<listed_issue> page, position at, batch& into) {
    if (page.empty()) co_return result<void>();
    const auto with = co_await reading_from(at.floor);
    if (!with) co_return std::unexpected(with.error());
    for (const listed_issue& one : page) {
        if (one.case_key.empty() || !at.needs_look(one)) continue;
        const auto answer = co_await server_.get("/issues/" + one.id + ".json?include=journals",
                                                 request_target::one_thing);
        if (!answer && answer.error().kind == error_kind::gone) continue;
        if (!answer) co_return std::unexpected(answer.error());
        read_issue(*answer, *with, into);
    }
    co_return result<void>();
}

task<result<poll_result>> redmine::poll(poll_request request) {
    const auto field = co_await server_.case_field();
    if (!field) co_return std::unexpected(field.error());
    poll_result made;
    if (!*field) {
        // No issue is there: whatever comes to be is new.
        made.cursor = write_position(beginning({}, site_.rescan));
        co_return made;
    }
    auto at = read_position(request.cursor);
    if (request.cursor.empty()) at = co_await first_position(**field);
    if (!at) co_return std::unexpected(at.error());
    const auto limit = static_cast<std::size_t>(std::clamp(request.max_messages, 1, 100));
    const auto answer = co_await server_.get(issues_changed(**field, at->since, at->skip, limit));
    if (!answer) co_return std::unexpected(answer.error());
    const auto page = read_list(*answer, site_);
    const auto done = co_await read_changed(page, *at, made.items);
    if (!done) co_return std::unexpected(done.error());
    made.more = page.size() >= limit;
    made.cursor =
        write_position(advanced(std::move(*at), page, made.more, site_.rescan, clock_.now()));
    co_return made;
}

// --- credentials --------------------------------------------------------------------------------

task<result<credential_status>> redmine::examine() {
    server_.forget();
    const auto own = co_await server_.own_user();
    if (!own) co_return credential_after(own.error());
    credential_status status;
    status.state = credential_state::valid;
    co_return status;
}

}  // namespace earshot::redmine
