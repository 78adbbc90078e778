// A plugin of a helpdesk, the daemon's services and the plugin's twin, in one process and on one
// clock: what the tests of all of them need.
#pragma once

#include <memory>
#include <set>
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

using namespace std::chrono_literals;

inline const std::string case_key = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/3k";
inline const std::string another_case = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/9z";
// The post that a case is named after.
inline std::string post_of(const std::string& key) { return key.substr(key.find("at://")); }

// What each twin asks for, and calls.
inline const desk_options access{"t0ken", "hook-secret",
                                 "https://earshot.example.org/hooks/helpdesk/events"};

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

// How many different answers these are.
inline std::size_t count_of(const std::vector<reply>& heard) {
    std::set<std::string> ids;
    for (const reply& one : heard) ids.insert(one.id);
    return ids.size();
}

// `Plugin` may be started anew on what stands around it.
template <class Plugin, class Twin, class Options>
struct desk_bench {
    desk_bench(testkit::values values, const char* token_field, Options options)
        : host(testkit::configured(Plugin::fields, std::move(values)), "helpdesk"),
          desk(std::move(options), host.clock),
          line(desk) {
        host.secrets.set(token_field, access.token);
        host.secrets.set("webhook_secret", access.webhook_secret);
        host.template offer<http>(line);
        restart();
    }

    void restart() { plugin = std::make_unique<Plugin>(host); }
    void wait(duration length) { host.clock.advance(length); }

    result<receipt> deliver(sink_item one) {
        std::vector<sink_item> items;
        items.push_back(std::move(one));
        return testkit::run(plugin->deliver(std::move(items))).at(0);
    }

    result<receipt> again(sink_item one) {
        one.repeated = true;
        return deliver(std::move(one));
    }

    // The first ticket, some while ago; what was said of it is heard.
    void has_a_ticket() {
        poll();
        REQUIRE(deliver(said("m1", "one")));
        webhooks();
        wait(30s);
    }

    // The answer of an agent in the first ticket, by the way on which it is heard first.
    reply answered() {
        desk.agent_writes(1, "We found it.");
        const std::vector<reply> hooked = replies_in(webhooks());
        return hooked.empty() ? poll().replies.at(0) : hooked[0];
    }

    // Tell the helpdesk what became of an answer.
    result<receipt> publish(const reply& answer) {
        return inform("published/" + answer.id,
                      answer_published{answer, {"3k", "https://bsky.app/3k"}});
    }
    result<receipt> refuse(const reply& answer) {
        return inform("refused/" + answer.id,
                      answer_refused{answer, "bluesky.gone", "the post is gone"});
    }
    result<receipt> inform(std::string key, decltype(notice::what) what) {
        std::vector<notice> items;
        items.push_back({std::move(key), case_key, std::move(what)});
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

    // What so many polls say, with a pause before each.
    std::vector<reply> polls(int rounds, duration pause) {
        std::vector<reply> all;
        for (int round = 0; round < rounds; ++round) {
            wait(pause);
            for (reply& one : poll().replies) all.push_back(std::move(one));
        }
        return all;
    }

    // As the host would: checked, then read. Each call is answered with `status`.
    std::vector<batch> webhooks(int status = 200) {
        std::vector<batch> found;
        for (const outgoing& one : desk.take_outgoing()) {
            last.headers = one.request.headers;
            last.body = one.request.body;
            last.received = host.clock.now();
            CHECK(check(access.webhook_secret).has_value());
            found.push_back(plugin->accept(last).value());
            desk.delivered(one.id, status);
        }
        return found;
    }

    // Nobody takes them the first time.
    std::vector<batch> retried_webhooks() {
        std::vector<batch> heard = webhooks(503);
        wait(10s);
        for (batch& one : webhooks()) heard.push_back(std::move(one));
        return heard;
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
    Twin desk;
    in_process_http line;
    std::unique_ptr<Plugin> plugin;
    std::string cursor;
    webhook_request last;
};

}  // namespace earshot::twins
