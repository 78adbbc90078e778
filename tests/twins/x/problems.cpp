#include "twins/x/problems.hpp"

#include <boost/json.hpp>

namespace earshot::twins::x {

namespace json = boost::json;

namespace {

std::string type(std::string_view name) {
    return "https://api.x.com/2/problems/" + std::string(name);
}

answer plain(int status, std::string_view title, std::string_view detail,
             std::string_view kind = "about:blank") {
    return json_answer(status,
                       {{"title", title}, {"detail", detail}, {"type", kind}, {"status", status}});
}

}  // namespace

answer unauthorized() { return plain(401, "Unauthorized", "Unauthorized"); }

answer out_of_credits() {
    return plain(402, "CreditsDepleted",
                 "Your enrolled account does not have any credits to fulfill this request.",
                 type("credits"));
}

answer forbidden(std::string_view detail) { return plain(403, "Forbidden", detail); }

answer wrong_context() {
    return plain(403, "Unsupported Authentication",
                 "Authenticating with this kind of token is forbidden for this endpoint.",
                 type("unsupported-authentication"));
}

answer too_many_requests(const allowance& what) {
    answer out = plain(429, "Too Many Requests", "Too Many Requests", type("rate-limit-exceeded"));
    put_headers(what, out);
    return out;
}

answer invalid_request(std::string_view parameter, std::string_view value,
                       std::string_view message) {
    const json::object one{{"parameters", json::object{{parameter, json::array{value}}}},
                           {"message", message}};
    return json_answer(400, {{"errors", json::array{one}},
                             {"title", "Invalid Request"},
                             {"detail", "One or more parameters to your request was invalid."},
                             {"type", type("invalid-request")}});
}

answer no_such_endpoint(std::string_view path) {
    return plain(404, "Not Found", "There is no " + std::string(path));
}

answer not_found(std::string_view parameter, std::string_view value, std::string_view kind) {
    json::object body = missing(parameter, value, kind);
    body["status"] = 404;
    return json_answer(404, body);
}

json::object missing(std::string_view parameter, std::string_view value, std::string_view kind) {
    const std::string detail = "Could not find " + std::string(kind) + " with " +
                               std::string(parameter) + ": [" + std::string(value) + "].";
    return {{"value", value},
            {"detail", detail},
            {"title", "Not Found Error"},
            {"resource_type", kind},
            {"parameter", parameter},
            {"resource_id", value},
            {"type", type("resource-not-found")}};
}

}  // namespace earshot::twins::x
