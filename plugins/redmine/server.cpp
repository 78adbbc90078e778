#include "redmine/server.hpp"

#include "earshot/http_problem.hpp"
#include "earshot/signature.hpp"
#include "redmine/problem.hpp"

namespace earshot::redmine {

namespace {

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

}  // namespace

server::server(host& services, const site& at)
    : site_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

task<result<json::value>> server::get(std::string path, request_target target) {
    http_request request("GET", site_.url + path);
    co_return co_await call(std::move(request), "GET " + without_query(path), target);
}

task<result<json::value>> server::send(std::string method, std::string path, json::value body,
                                       request_target target) {
    http_request request(method, site_.url + path);
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path, target);
}

task<result<json::value>> server::call(http_request request, std::string tried,
                                       request_target target) {
    const auto key = secrets_.read("api_key");
    if (!key) co_return fail(error_kind::unauthorized, key.error().code, key.error().detail);
    request.header("x-redmine-api-key", *key).header("accept", "application/json");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried, target));
    if (answer->body.find_first_not_of(" \r\n") == std::string::npos) co_return json::value();
    co_return parse(answer->body);
}

task<result<std::string>> server::own_user() {
    if (!own_user_.empty()) co_return own_user_;
    const auto answer = co_await get("/users/current.json");
    if (!answer) co_return std::unexpected(answer.error());
    own_user_ = object_view(&*answer).object("user").text("id");
    if (own_user_.empty())
        co_return fail(error_kind::invalid, "redmine.body", "Redmine does not say who we are");
    co_return own_user_;
}

void server::forget() {
    own_user_.clear();
    statuses_.reset();
}

task<result<json::value>> server::statuses() {
    if (!statuses_) {
        auto answer = co_await get("/issue_statuses.json");
        if (!answer) co_return std::unexpected(answer.error());
        statuses_ = std::move(*answer);
    }
    co_return *statuses_;
}

task<result<std::set<std::string>>> server::closed() {
    const auto all = co_await statuses();
    if (!all) co_return std::unexpected(all.error());
    std::set<std::string> found;
    for (const json::value& one : object_view(&*all).list("issue_statuses"))
        if (object_view(&one).flag("is_closed")) found.insert(object_view(&one).text("id"));
    co_return found;
}

task<result<std::string>> server::open_status() {
    if (site_.reopen_status != 0) co_return std::to_string(site_.reopen_status);
    const auto all = co_await statuses();
    if (!all) co_return std::unexpected(all.error());
    for (const json::value& one : object_view(&*all).list("issue_statuses"))
        if (!object_view(&one).flag("is_closed")) co_return object_view(&one).text("id");
    co_return fail(error_kind::permanent, "redmine.no_open_status",
                   "Redmine has no status that is open");
}

// --- the case's field ---------------------------------------------------------------------------

std::optional<std::string> server::field_among(const json::array& fields) const {
    for (const json::value& one : fields)
        if (const object_view field(&one);
            site_.is_case_field(field.text("id"), field.text("name")))
            return field.text("id");
    return std::nullopt;
}

std::optional<std::string> server::learn_case_field(const object_view& issue) {
    auto found = field_among(issue.list("custom_fields"));
    if (found) case_field_ = *found;
    return found;
}

// Null where we may not.
task<result<json::value>> server::get_if_allowed(std::string path) {
    auto answer = co_await get(std::move(path));
    if (!answer && answer.error().kind == error_kind::scope_missing) co_return json::value();
    co_return answer;
}

// A name is told to administrators; to others by the project, for its own fields, and by issues.
task<result<std::optional<std::string>>> server::look_for_case_field() {
    const std::string project = percent_encode(site_.project);
    const auto own =
        co_await get_if_allowed("/projects/" + project + ".json?include=issue_custom_fields");
    if (!own) co_return std::unexpected(own.error());
    if (auto id = field_among(object_view(&*own).object("project").list("issue_custom_fields")))
        co_return id;
    const auto all = co_await get_if_allowed("/custom_fields.json");
    if (!all) co_return std::unexpected(all.error());
    if (auto id = field_among(object_view(&*all).list("custom_fields"))) co_return id;
    const auto some = co_await get("/issues.json?status_id=*&limit=25&project_id=" + project);
    if (!some) co_return std::unexpected(some.error());
    const json::array& listed = object_view(&*some).list("issues");
    for (const json::value& one : listed)
        if (auto id = field_among(object_view(&one).list("custom_fields"))) co_return id;
    if (listed.empty()) co_return std::nullopt;
    co_return fail(error_kind::scope_missing, "redmine.case_field",
                   "Redmine shows us no custom field '" + site_.case_field +
                       "'; if it is there, configure its number: it ends the address of its page "
                       "under Administration");
}

task<result<std::optional<std::string>>> server::case_field() {
    // A number is taken as it is.
    if (site_.is_case_field(site_.case_field, {})) co_return site_.case_field;
    if (!case_field_.empty()) co_return case_field_;
    auto found = co_await look_for_case_field();
    if (found && *found) case_field_ = **found;
    co_return found;
}

}  // namespace earshot::redmine
