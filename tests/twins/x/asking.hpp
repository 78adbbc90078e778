// Asks a twin as a connector would; for the twins' own tests.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "base/clock.hpp"
#include "earshot/signature.hpp"
#include "twins/parameters.hpp"
#include "twins/x/x_twin.hpp"

namespace earshot::twins::x {

inline std::string text(const boost::json::value& from) { return std::string(from.as_string()); }

class asking {
public:
    explicit asking(platform_options options = {}) : twin(std::move(options), clock) {}

    answer get(std::string path, std::string query = {}) { return ask("GET", path, query, {}); }

    answer post(std::string path, const boost::json::value& body) {
        return ask("POST", path, {}, boost::json::serialize(body));
    }

    answer ask(std::string method, std::string path, std::string query, std::string body) {
        net::server_request request;
        request.method = std::move(method);
        request.path = std::move(path);
        request.query = std::move(query);
        request.body = std::move(body);
        request.headers = {{"authorization", authorization}, {"host", "127.0.0.1:1"}};
        return twin.handle(request);
    }

    answer refresh(const std::string& token) {
        return ask("POST", "/2/oauth2/token", {},
                   "grant_type=refresh_token&client_id=demo&refresh_token=" + token);
    }

    // From now on with a fresh access token of the brand.
    void sign_in() {
        const auto pair = json(refresh(credentials().refresh_token));
        authorization = "Bearer " + text(pair.at("access_token"));
    }

    // A customer's post, and its id.
    std::string says(const std::string& who, const std::string& what, const std::string& to = {}) {
        clock.advance(std::chrono::seconds{1});
        const auto added = post(
            "/twin/posts", {{"author", who}, {"text", what}, {"lang", "en"}, {"in_reply_to", to}});
        return text(json(added).at("id"));
    }

    answer replies(const std::string& to, const std::string& text) {
        return post("/2/tweets", {{"text", text}, {"reply", {{"in_reply_to_tweet_id", to}}}});
    }

    void plant(const boost::json::value& fault) { post("/twin/faults", fault); }

    static boost::json::object json(const answer& from) {
        return boost::json::parse(from.response.body).as_object();
    }

    static std::string header(const answer& from, std::string_view name) {
        for (const auto& [key, value] : from.response.headers)
            if (key == name) return value;
        return {};
    }

    base::manual_clock clock;
    std::string authorization = "Bearer " + credentials().bearer;
    x_twin twin;
    const std::string mentions = "/2/users/4400100200/mentions";
};

}  // namespace earshot::twins::x
