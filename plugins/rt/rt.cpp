#include "rt/rt.hpp"

#include "earshot/settings_check.hpp"
#include "rt/scrip_event.hpp"

namespace earshot::rt {

namespace {

// It stands in searches, in quotes and braces.
bool is_searchable(std::string_view name) {
    return !name.empty() && name.find_first_of("'\"\\{}\r\n\t") == name.npos;
}

const settings& checked(const settings& given) {
    settings_check check(given);
    given.base_url("url");
    if (!is_searchable(given.text("case_field")))
        check.refuse("case_field", "is '" + given.text("case_field") +
                                       "', which a search cannot name; write a name without "
                                       "quotes, braces and backslashes");
    const std::string& open = given.text("open_status");
    if (open.empty() || among(given.list("closed_statuses"), open))
        check.refuse("open_status", "is '" + open +
                                        "', in which nobody works; write a status that is not "
                                        "among closed_statuses");
    check.finish();
    return given;
}

}  // namespace

request_tracker::request_tracker(host& services)
    : instance_(services.instance()),
      settings_(checked(services.configuration())),
      calls_(services),
      answers_(services, calls_),
      tickets_(services, calls_),
      desk_(services, tickets_),
      history_(services, calls_, answers_, tickets_, desk_) {}

sink_capacity request_tracker::capacity() {
    return {.batch = 1, .concurrency = 4, .cases_only = true};
}

task<std::vector<result<receipt>>> request_tracker::deliver(std::vector<sink_item> items) {
    co_return co_await desk_.deliver(std::move(items));
}

task<std::vector<result<receipt>>> request_tracker::inform(std::vector<notice> items) {
    co_return co_await desk_.inform(std::move(items));
}

task<result<std::string>> request_tracker::fetch_picture(std::string id) {
    co_return co_await answers_.picture(std::move(id));
}

task<result<poll_result>> request_tracker::poll(poll_request request) {
    co_await desk_.bring_media();
    co_return co_await history_.poll(std::move(request.cursor));
}

std::vector<webhook_route> request_tracker::routes() {
    if (!settings_.has("webhook_secret")) return {};
    signature_scheme scheme;
    scheme.encoding = signature_encoding::hex;
    scheme.header = "x-earshot-signature";
    scheme.prefix = "sha256=";
    scheme.secret_field = "webhook_secret";
    return {{"events", std::move(scheme)}};
}

result<batch> request_tracker::accept(const webhook_request& request) {
    const auto own = calls_.own_id();
    if (!own) return std::unexpected(own.error());
    return read_event(request.body, {instance_, *own, settings_.list("closed_statuses")});
}

// What is not the credential's fault is an error; a refusal is a state.
task<result<credential_status>> request_tracker::examine() {
    const auto looked = co_await tickets_.queue();
    const auto own = calls_.own_id();
    credential_status valid;
    valid.state = credential_state::valid;
    if (looked && own) co_return valid;
    const error why = looked ? own.error() : looked.error();
    auto out = credential_after(why);
    if (out && why.code == "rt.no_queue") out->missing_scopes = {"SeeQueue"};
    if (out && why.code == "rt.no_case_field") out->missing_scopes = {"SeeCustomField"};
    co_return out;
}

}  // namespace earshot::rt
