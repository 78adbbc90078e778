// A configured plugin of X and the world around it, for the tests of the plugin as a whole.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "x/fixture.hpp"
#include "x/x.hpp"

namespace earshot::x::tests {

inline constexpr const char* mentions_url = "https://api.x.com/2/users/4337869213/mentions";
inline constexpr const char* search_url = "https://api.x.com/2/tweets/search/recent";
inline constexpr const char* posts_url = "https://api.x.com/2/tweets";
inline constexpr const char* own_url = "https://api.x.com/2/users/4337869213/tweets";
inline constexpr const char* empty_page = R"({"meta":{"result_count":0}})";

inline testkit::values merged(testkit::values base, testkit::values more) {
    for (auto& [name, value] : more) base.insert_or_assign(name, value);
    return base;
}

inline testkit::values oauth2(testkit::values more = {}) {
    return merged({{"user_id", "4337869213"},
                   {"handle", "@flyblauw"},
                   {"client_id", "client"},
                   {"refresh_token", "credential:x-refresh"}},
                  std::move(more));
}

struct bench {
    explicit bench(testkit::values given)
        : host(testkit::configured(account_fields, std::move(given)), "blauw"), plugin(host) {
        for (const char* field : {"bearer_token", "consumer_key", "consumer_secret", "access_token",
                                  "access_token_secret"})
            host.secrets.set(field, std::string(field) + "-value");
    }

    result<poll_result> poll(std::string cursor = "") {
        poll_request request;
        request.cursor = std::move(cursor);
        return testkit::run(plugin.poll(std::move(request)));
    }

    result<receipt> publish(std::string text = "We zoeken mee. ^Sanne") {
        return testkit::run(plugin.publish(request(std::move(text))));
    }

    result<std::optional<receipt>> reconcile(std::string text = "nooit gestuurd") {
        return testkit::run(plugin.reconcile(request(std::move(text))));
    }

    // Why it cannot tell whether that was posted.
    std::string doubt() {
        const auto found = reconcile();
        if (found) return found->has_value() ? "found" : "nothing";
        CHECK(found.error().kind == error_kind::transient);
        return found.error().code;
    }

    static publish_request request(std::string text) {
        publish_request made;
        made.key = "k-1";
        made.answer.object_id = "2028000000000000101";
        made.answer.text = std::move(text);
        made.thread_id = "2028000000000000101";
        made.first_attempt = at("2026-03-01T12:00:00.000Z");
        return made;
    }

    std::string authorization() const {
        for (const auto& [name, value] : host.http.last().headers)
            if (name == "authorization") return value;
        return {};
    }

    testkit::fake_host host;
    connector plugin;
};

}  // namespace earshot::x::tests
