// A configured plugin, running: the one object that the stages call. Behind it the plugin may live
// in this process or, later, in a child of its own: no call hands out a pointer into it.
//
// Every call is guarded: an exception becomes an error (`plugin.threw`), a call that outlives its
// limit is cancelled (`plugin.timeout`), one that ignores the cancellation is left behind and the
// instance takes no more calls until it ends (`plugin.stuck`), and one that blocked the loop is
// named in the log; if it did so for long, the instance takes no more calls (`plugin.stopped`). A
// call that is not taken was not made, and its error is of the kind throttled.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "earshot/connector.hpp"
#include "earshot/sink.hpp"

namespace earshot::plugins {

// Of a call that threw: it may have had an effect before.
inline constexpr const char* threw_code = "plugin.threw";

// A counter or gauge of the plugin's own.
struct metric {
    std::string name;  // as the plugin calls it, without prefix
    bool counter = true;
    std::int64_t value = 0;

    bool operator==(const metric&) const = default;
};

struct instance_status {
    std::string name;
    std::string plugin;  // id
    std::string version;
    bool running = true;
    std::string problem;  // why not, or the last error of a call; empty: none
};

class instance {
public:
    virtual ~instance() = default;

    virtual const std::string& name() const = 0;    // in the configuration
    virtual const std::string& plugin() const = 0;  // the plugin's id, the platform of its messages
    virtual instance_status status() const = 0;
    virtual std::vector<metric> metrics() const { return {}; }  // by name

    // What the plugin offers.
    virtual bool polls() const = 0;
    virtual bool publishes() const = 0;
    virtual bool delivers() const = 0;
    virtual bool informs() const = 0;                       // takes notices
    virtual bool encloses() const = 0;                      // has the pictures of its replies
    virtual bool examines() const = 0;                      // knows what its credential is good for
    virtual bool subscribes() const = 0;                    // mends what its platform registered
    virtual std::vector<webhook_route> routes() const = 0;  // empty: no webhooks
    virtual publish_limits limits() const = 0;
    virtual sink_capacity capacity() const = 0;

    // How far the clock of its platform, or helpdesk, is behind ours; zero: it agrees, or is not
    // known.
    virtual duration behind() const { return {}; }

    // As in connector.hpp and sink.hpp; calls to what is not offered are errors (permanent).
    virtual task<result<poll_result>> poll(poll_request request) = 0;
    virtual result<webhook_answer> challenge(const webhook_request& request) = 0;
    virtual result<batch> accept(const webhook_request& request) = 0;
    virtual result<int> length(const std::string& text) = 0;
    virtual task<result<receipt>> publish(publish_request request) = 0;
    virtual task<result<std::optional<receipt>>> reconcile(publish_request request) = 0;
    virtual task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) = 0;
    virtual task<std::vector<result<receipt>>> inform(std::vector<notice> items) = 0;
    virtual task<result<std::string>> fetch_picture(std::string id) = 0;
    virtual task<result<credential_status>> examine() = 0;
    virtual task<result<void>> mend_subscriptions() = 0;

    // The secret behind a settings field, for checking signatures of its webhooks.
    virtual result<std::string> secret(std::string_view field) = 0;
};

}  // namespace earshot::plugins
