// A configured plugin and the world around it, for the tests of this folder that need all of it.
#pragma once

#include "bluesky/bluesky.hpp"
#include "bluesky/fixture.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "text/text_service.hpp"

namespace earshot::bluesky::tests {

inline const std::string xrpc = "https://bsky.social/xrpc/";
inline const std::string login_url = xrpc + "com.atproto.server.createSession";
inline const std::string refresh_url = xrpc + "com.atproto.server.refreshSession";
inline const std::string notifications_url = xrpc + "app.bsky.notification.listNotifications";
inline const std::string feed_url = xrpc + "app.bsky.feed.getAuthorFeed";
inline const std::string posts_url = xrpc + "app.bsky.feed.getPosts";
inline const std::string thread_url = xrpc + "app.bsky.feed.getPostThread";
inline const std::string create_url = xrpc + "com.atproto.repo.createRecord";
inline const std::string upload_url = xrpc + "com.atproto.repo.uploadBlob";
inline const std::string record_url = xrpc + "com.atproto.repo.getRecord";
inline const std::string resolve_url = xrpc + "com.atproto.identity.resolveHandle";
inline const std::string session_url = xrpc + "com.atproto.server.getSession";

struct bench {
    explicit bench(testkit::values more = {})
        : host(testkit::configured(account_fields, with(std::move(more))), "blauw", unicode) {
        host.secrets.set("password", "abcd-efgh-ijkl-mnop");
        start();
    }

    // Nothing stays in memory.
    void start() { plugin.emplace(host); }

    static testkit::values with(testkit::values more) {
        more.try_emplace("identifier", "brand.example");
        more.try_emplace("password", "file:/run/password");
        return more;
    }

    std::string session(const std::string& name, const std::string& did = brand_did) {
        return R"({"did":")" + did + R"(","handle":"brand.example","accessJwt":")" +
               token_json(name, host.clock.now() + std::chrono::hours(2)) +
               R"(","refreshJwt":"refresh-)" + name + R"("})";
    }

    bench& logs_in(const std::string& name = "one", const std::string& did = brand_did) {
        host.http.answer("POST", login_url, 200, session(name, did));
        return *this;
    }

    // Lists without end in sight; posts asked for again are there.
    void quiet() {
        host.http.always("GET", notifications_url, 200, list_json("notifications", {}));
        host.http.always("GET", feed_url, 200, list_json("feed", {}));
        host.http.always("GET", posts_url, 200, list_json("posts", {}));
    }

    result<poll_result> poll(std::string cursor = "") {
        poll_request request;
        request.cursor = std::move(cursor);
        return testkit::run(plugin->poll(std::move(request)));
    }

    int calls(const std::string& prefix) const {
        int count = 0;
        for (const http_request& one : host.http.requests()) count += one.url.starts_with(prefix);
        return count;
    }

    // The token of the last request.
    std::string token() const {
        for (const auto& [name, value] : host.http.last().headers)
            if (name == "authorization") return value;
        return {};
    }

    texts::text_service unicode;
    testkit::fake_host host;
    std::optional<connector> plugin;
};

}  // namespace earshot::bluesky::tests
