// What a plugin for a platform can do. It offers any of these (see capability.hpp); each is small
// enough to be called across a process boundary: values in, values out.
//
// All calls come from the daemon's I/O loop. `poll` is called one at a time; `publish` and
// `reconcile` for several conversations at once, one at a time within each. A member may have
// changed after each co_await: other calls of the instance run in between.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/batch.hpp"
#include "earshot/signature.hpp"
#include "earshot/task.hpp"

namespace earshot {

// --- polling -----------------------------------------------------------------------------------

struct poll_request {
    std::string cursor;      // as returned by the last committed poll; empty: the very first
    int max_messages = 100;  // more is allowed where a platform's page is larger
};

struct poll_result {
    batch items;
    std::string cursor;     // where the next poll goes on; stored together with the items
    bool more = false;      // there is more now: come back at once
    bool finished = false;  // there will never be more (a recorded file)
    duration come_back{0};  // not before; 0: the host decides
};

class polling {
public:
    static constexpr std::string_view id = "earshot.polling/1";
    virtual ~polling() = default;

    // May be repeated from any cursor at any time: the plugin keeps none.
    // Errors: any. The host gives nothing up and asks again from the same cursor, in its own time:
    // a plugin need not turn what a call of its own met into another kind.
    virtual task<result<poll_result>> poll(poll_request request) = 0;
};

// --- streaming (declared; the host opens no streams yet) -----------------------------------------

struct stream_result {
    batch items;
    std::string cursor;
};

class streaming {
public:
    static constexpr std::string_view id = "earshot.streaming/1";
    virtual ~streaming() = default;

    virtual task<result<void>> open(std::string cursor) = 0;

    // Waits for the next items. Errors: transient when the stream has ended.
    virtual task<result<stream_result>> next() = 0;
};

// --- webhooks ------------------------------------------------------------------------------------

// One address under the daemon's public one: `/hooks/INSTANCE/NAME`.
struct webhook_route {
    std::string name;
    signature_scheme scheme;  // checked by the host on every POST before anything is stored
};

struct webhook_request {
    std::string route;
    // Undecoded, without `?`.
    std::string query;
    // Names in lower case.
    std::vector<std::pair<std::string, std::string>> headers;
    // Byte for byte.
    std::string body;
    timestamp received;
};

struct webhook_answer {
    int status = 200;
    std::string content_type = "text/plain";
    std::string body;
};

// Order of events for a POST: the host checks the signature, stores the raw request, answers 200
// after the commit, and only then calls `accept`.
//
// Rationale: a first sketch had the plugin verify. Then junk would be stored before it was known
// to be junk, and each plugin would carry its own comparison. A scheme is data, checked once.
class webhooks {
public:
    static constexpr std::string_view id = "earshot.webhooks/1";
    virtual ~webhooks() = default;

    virtual std::vector<webhook_route> routes() = 0;

    // Answers a GET, such as a challenge that proves who owns the address. Nothing is stored. For
    // platforms that send no challenge it is as it stands here.
    // Errors: invalid (answered with 400), permanent (404).
    virtual result<webhook_answer> challenge(const webhook_request&) {
        return fail(error_kind::permanent, "webhooks.no_challenge", "here it is POST, not GET");
    }

    // Turns a stored request into items. No I/O; may be called again with the same request.
    // Errors: invalid, when nothing in the body can be read: the whole request is put aside.
    virtual result<batch> accept(const webhook_request& request) = 0;
};

// --- credentials ---------------------------------------------------------------------------------

enum class credential_state : std::uint8_t {
    unknown,  // nobody has asked yet, or it could not be asked
    valid,
    expiring,       // a person must renew it soon
    expired,        // no longer good: a person must renew it now
    scope_missing,  // it works, but not for everything that is configured
    revoked,        // the platform states it: taken away, or the account is blocked
    missing,        // the host has none to use: a person must put one where it is configured
};

struct credential_status {
    credential_state state = credential_state::unknown;
    timestamp expires;                        // for good, without a person; the epoch: not known
    std::vector<std::string> missing_scopes;  // as the platform calls them
    std::string detail;  // for a person: what to renew, and where; never the credential
};

class credentials {
public:
    static constexpr std::string_view id = "earshot.credentials/1";
    virtual ~credentials() = default;

    // What the credential is good for, by the cheapest call that tells. The host asks now and then,
    // and after a refusal. Errors: transient, throttled; a refusal is a state, not an error.
    virtual task<result<credential_status>> examine() = 0;
};

// What a call that failed tells of the credential it used: an error of the secrets service (its
// code, `secret.*`) that it is missing; unauthorized that it has expired, for whatever reason;
// scope_missing that; anything else tells nothing and is the error of `examine`.
result<credential_status> credential_after(error refusal);

// --- subscriptions -------------------------------------------------------------------------------

// For a platform that calls only where it was told to, and may forget. Offered beside `webhooks`.
class subscriptions {
public:
    static constexpr std::string_view id = "earshot.subscriptions/1";
    virtual ~subscriptions() = default;

    // Compares what the platform has registered for this account with what is configured, and mends
    // the difference; what was done is logged. What others registered is left alone. The host asks
    // now and then, and sooner after an error; it may be interrupted anywhere.
    // Errors: transient, throttled; after any other a person must do what its detail says.
    virtual task<result<void>> mend_subscriptions() = 0;
};

// --- publishing ----------------------------------------------------------------------------------

enum class repeat_safety : std::uint8_t {
    key,        // the platform drops a second call with the same key
    reconcile,  // ask `reconcile` before repeating a call whose outcome is unknown
    none,       // never repeat a call whose outcome is unknown: a person decides
};

struct publish_limits {
    int max_length = 0;  // in the platform's own units, see `length`; 0: none
    repeat_safety repeat = repeat_safety::none;
    bool only_if_addressed = false;  // the platform refuses answers to those who did not call us
    duration reply_window{0};  // later after the message the platform refuses; 0: it never does
    int max_pictures = 0;      // in one answer; 0: it takes none
    std::int64_t max_picture_size = 0;  // bytes of one; 0: none is too large
};

// A picture as it is to be published: a JPEG or PNG that tells nothing of the place, the
// person and the device it was taken with.
struct picture {
    std::string media_type;   // `image/jpeg` or `image/png`, after its bytes
    std::string description;  // for those who do not see it; empty: none
    std::string bytes;
    int width = 0;  // pixels, as it is to be seen
    int height = 0;
};

struct publish_request {
    std::string key;  // the same for every attempt
    reply answer;
    std::string thread_id;          // of the message answered
    timestamp accepted;             // when the answer came to us: the same for every attempt
    timestamp first_attempt;        // the epoch on the first attempt
    std::vector<picture> pictures;  // of the answer, in order; none for `reconcile`
};

class publishing {
public:
    static constexpr std::string_view id = "earshot.publishing/1";
    virtual ~publishing() = default;

    virtual publish_limits limits() = 0;

    // Length of a text as the platform counts it. Errors: invalid, for a text it would refuse.
    virtual result<int> length(const std::string& text) = 0;

    // Posts the answer under the message it answers. Errors: all; `conflict` asks for `reconcile`.
    virtual task<result<receipt>> publish(publish_request request) = 0;

    // Looks whether an earlier attempt arrived. Nothing: it did not, and may be repeated.
    virtual task<result<std::optional<receipt>>> reconcile(publish_request request) = 0;
};

}  // namespace earshot
