// Webhook addresses that were registered, who subscribed to what, and the signed requests that are
// on their way. Owns the queue; making the requests is the caller's work.
#pragma once

#include <boost/json/fwd.hpp>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "earshot/time.hpp"
#include "twins/twin.hpp"

namespace earshot::twins::x {

struct hook {
    std::string id;
    std::string url;
    bool valid = true;
    timestamp created;
};

// To one kind of activity of one account.
struct subscription {
    std::string id;
    std::string event_type;
    std::string user_id;
    std::string tag;
    std::string hook_id;
    timestamp created;
};

class webhooks {
public:
    explicit webhooks(std::string consumer_secret) : secret_(std::move(consumer_secret)) {}

    // --- registered addresses ---
    const hook& add(std::string url, timestamp now);
    hook* find(std::string_view id);
    const hook* with_url(std::string_view url) const;
    void remove(const std::string& id);
    std::vector<hook> all() const;

    // The request that proves who owns the address, and whether its answer does.
    outgoing challenge(const std::string& url);
    bool proven(std::int64_t challenge, const std::optional<http_response>& outcome);

    // --- subscriptions ---
    std::set<std::string> account_activity;  // ids of hooks, all for the brand
    std::map<std::string, subscription> activity;
    std::string next_id() { return std::to_string(++ids_); }

    // --- deliveries ---
    void deliver(const std::string& hook_id, const boost::json::value& body, timestamp now);
    void repeat_last();    // as the platform sometimes does
    void swap_last_two();  // likewise
    int replay(const std::string& hook_id, timestamp from, timestamp to);
    std::vector<outgoing> take();
    void delivered(std::int64_t id, int status);

    struct counts {
        std::int64_t sent = 0;
        std::int64_t accepted = 0;
        std::int64_t failed = 0;
    };
    counts totals() const { return counts_; }

private:
    struct parcel {
        timestamp at;
        std::string hook_id;
        std::string body;
    };

    outgoing packed(const parcel& what);

    std::string secret_;
    std::map<std::string, hook, std::less<>> hooks_;
    std::map<std::int64_t, std::string> challenges_;  // tokens
    std::vector<parcel> waiting_;
    std::deque<parcel> history_;  // the newest few thousand
    std::int64_t ids_ = 1'900'000'000'000'000'000;
    counts counts_;
};

// `sha256=` and the base64 of the HMAC, as in the platform's signature header and challenges.
std::string x_signature(std::string_view consumer_secret, std::string_view bytes);

}  // namespace earshot::twins::x
