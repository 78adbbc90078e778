// A plugin of a helpdesk, the daemon's services and the plugin's twin, in one process and on one
// clock: what the tests of all of them need.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "catch.hpp"
#include "earshot/connector.hpp"
#include "earshot/sink.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "net/signature_check.hpp"
#include "twins/desk_twin.hpp"
#include "twins/in_process_http.hpp"

namespace earshot::twins {

inline const std::string case_key = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/3k";
inline const std::string another_case = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/9z";
// The post that a case is named after.
inline std::string post_of(const std::string& key) { return key.substr(key.find("at://")); }

inline const std::string hooks = "https://earshot.example.org/hooks/helpdesk/events";

// What Ana said of a lost bag; in a case of its own where one is named.
inline sink_item said(const std::string& key, const std::string& text,
                      const std::string& in = case_key) {
    sink_item one;
    one.key = key;
    one.item.platform = "bluesky";
    one.item.account = "care";
    one.item.object_id = "at://did:plc:ana/app.bsky.feed.post/" + key;
    one.item.by = {"did:plc:ana", "ana", "Ana Sommer", {}, false};
    one.item.text = one.item.display_text = text;
    one.item.created = parse_rfc3339("2026-03-01T11:00:00Z").value();
    one.understood.case_key = in;
    one.understood.subject = "Lost bag";
    one.understood.language.tag = "nl";
    one.understood.message_class = "complaint";
    one.understood.urgent = urgency::now;
    return one;
}

inline std::vector<reply> replies_in(const std::vector<batch>& batches) {
    std::vector<reply> all;
    for (const batch& one : batches) all.insert(all.end(), one.replies.begin(), one.replies.end());
    return all;
}

using secret_values = std::map<std::string, std::string>;  // by field

// `Plugin` may be started anew on what stands around it.
template <class Plugin, class Twin, class Options>
struct desk_bench {
    desk_bench(testkit::values values, const secret_values& secrets, Options options)
        : host(testkit::configured(Plugin::fields, std::move(values)), "helpdesk"),
          webhook_secret(options.webhook_secret),
          desk(std::move(options), host.clock),
          line(desk) {
        for (const auto& [name, value] : secrets) host.secrets.set(name, value);
        host.template offer<http>(line);
        restart();
    }

    void restart() { plugin = std::make_unique<Plugin>(host); }

    result<receipt> deliver(sink_item one) {
        std::vector<sink_item> items;
        items.push_back(std::move(one));
        return testkit::run(plugin->deliver(std::move(items))).at(0);
    }

    result<receipt> again(sink_item one) {
        one.repeated = true;
        return deliver(std::move(one));
    }

    // Tells the helpdesk that an answer was not published.
    result<receipt> refuse(const reply& answer) {
        notice told;
        told.key = "refused/" + answer.id;
        told.case_key = case_key;
        told.what = answer_refused{answer, "bluesky.gone", "the post is gone"};
        std::vector<notice> items;
        items.push_back(std::move(told));
        return testkit::run(plugin->inform(std::move(items))).at(0);
    }

    batch poll() {
        poll_request request;
        request.cursor = cursor;
        auto polled = testkit::run(plugin->poll(std::move(request)));
        REQUIRE(polled);
        cursor = polled->cursor;
        return std::move(polled->items);
    }

    // As the host would: checked, then read. Each call is answered with `status`.
    std::vector<batch> webhooks(int status = 200) {
        std::vector<batch> found;
        for (const outgoing& one : desk.take_outgoing()) {
            last.headers = one.request.headers;
            last.body = one.request.body;
            last.received = host.clock.now();
            CHECK(check(webhook_secret).has_value());
            found.push_back(plugin->accept(last).value());
            desk.delivered(one.id, status);
        }
        return found;
    }

    // Nobody answers.
    void miss_webhooks() {
        for (const outgoing& one : desk.take_outgoing()) desk.delivered(one.id, 0);
    }

    // The last call.
    result<void> check(const std::string& secret) {
        return net::check_signature(plugin->routes().at(0).scheme, last.headers, last.body, secret,
                                    host.clock.now());
    }

    void plant(json::object fault) { REQUIRE(desk.broken().plant(fault)); }

    testkit::fake_host host;
    std::string webhook_secret;
    Twin desk;
    in_process_http line;
    std::unique_ptr<Plugin> plugin;
    std::string cursor;
    webhook_request last;
};

}  // namespace earshot::twins
