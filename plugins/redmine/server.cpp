#include "redmine/server.hpp"

#include "earshot/signature.hpp"
#include "redmine/problem.hpp"

namespace earshot::redmine {

namespace {

bool success(const http_response& answer) { return answer.status >= 200 && answer.status < 300; }

std::string without_query(const std::string& path) { return path.substr(0, path.find('?')); }

}  // namespace

server::server(host& services, const site& at)
    : site_(at), http_(use<http>(services)), secrets_(use<secrets>(services)) {}

task<result<json::value>> server::get(std::string path) {
    http_request request("GET", site_.url + path);
    co_return co_await call(std::move(request), "GET " + without_query(path));
}

task<result<json::value>> server::send(std::string method, std::string path, json::value body) {
    http_request request(method, site_.url + path);
    request.content("application/json", json::serialize(body));
    co_return co_await call(std::move(request), method + " " + path);
}

task<result<json::value>> server::call(http_request request, std::string tried) {
    const auto key = secrets_.read("api_key");
    if (!key) co_return fail(error_kind::unauthorized, key.error().code, key.error().detail);
    request.header("x-redmine-api-key", *key).header("accept", "application/json");
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(answer.error());
    if (!success(*answer)) co_return std::unexpected(error_of(*answer, tried));
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

// Nothing also where we may not look there.
task<result<std::optional<std::string>>> server::field_in(std::string path, std::string member) {
    const auto answer = co_await get(path);
    if (!answer && answer.error().kind != error_kind::scope_missing)
        co_return std::unexpected(answer.error());
    if (!answer) co_return std::nullopt;
    const object_view body(&*answer);
    if (auto found = field_among(body.list(member))) co_return found;
    if (auto found = field_among(body.object("project").list(member))) co_return found;
    for (const json::value& issue : body.list("issues"))
        if (auto found = field_among(object_view(&issue).list(member))) co_return found;
    co_return std::nullopt;
}

// A number is taken as it is. A name is told to administrators; to others by the project, for its
// own fields, and by any issue.
task<result<std::string>> server::case_field() {
    if (site_.is_case_field(site_.case_field, {})) co_return site_.case_field;
    if (!case_field_.empty()) co_return case_field_;
    const std::string project = percent_encode(site_.project);
    const std::pair<std::string, std::string> places[] = {
        {"/projects/" + project + ".json?include=issue_custom_fields", "issue_custom_fields"},
        {"/issues.json?status_id=*&limit=1&project_id=" + project, "custom_fields"},
        {"/custom_fields.json", "custom_fields"}};
    for (const auto& [path, member] : places) {
        const auto found = co_await field_in(path, member);
        if (!found) co_return std::unexpected(found.error());
        if (!*found) continue;
        case_field_ = **found;
        co_return case_field_;
    }
    co_return fail(error_kind::scope_missing, "redmine.case_field",
                   "Redmine shows us no custom field '" + site_.case_field +
                       "'; if it is there, configure its number: it ends the address of its page "
                       "under Administration");
}

}  // namespace earshot::redmine
