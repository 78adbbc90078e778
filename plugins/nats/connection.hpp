// A connection to one of the servers, with the subscription that answers come to. Resources of
// libnats, owned here. All calls from one thread, which they block.
//
// Rationale: libnats can reconnect by itself, but then messages wait in its buffer, where nobody
// knows of them, and it goes to servers that the first one named. So it never reconnects: when a
// connection is gone, the next call makes a new one.
#pragma once

#include <nats/nats.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "earshot/error.hpp"
#include "nats/credentials.hpp"

namespace earshot::nats {

struct connection_plan {
    std::vector<std::string> servers;  // tried in this order
    std::string name;                  // for those who look at the server
    std::string token;
    std::string user;
    std::string password;
    std::optional<user_credentials> credentials;
    std::string ca_file;
    std::string certificate;  // PEM; empty: none
    std::string certificate_key;
};

struct release {
    void operator()(natsConnection* what) const noexcept { natsConnection_Destroy(what); }
    void operator()(natsSubscription* what) const noexcept { natsSubscription_Destroy(what); }
    void operator()(natsOptions* what) const noexcept { natsOptions_Destroy(what); }
    void operator()(natsMsg* what) const noexcept { natsMsg_Destroy(what); }
    void operator()(natsInbox* what) const noexcept { natsInbox_Destroy(what); }
};

template <class T>
using owned = std::unique_ptr<T, release>;

class connection {
public:
    // To the first server that takes us. Errors: as of cannot_connect().
    static result<connection> open(const connection_plan& plan, std::stop_token stop);

    bool is_open() const { return !natsConnection_IsClosed(to_.get()); }
    natsConnection* get() const { return to_.get(); }
    natsStatus last_problem() const;

    // Where the answer to a message comes back under this name.
    std::string answers_to(const std::string& name) const { return inbox_ + "." + name; }

    struct answer {
        natsStatus status = NATS_OK;  // NATS_NO_RESPONDERS: nobody listens; libnats hides on what
        std::string to;               // the name
        owned<natsMsg> said;
    };

    // NATS_TIMEOUT: none within `patience`; anything else: the connection is gone.
    answer next(duration patience);

private:
    connection(owned<natsConnection> to, owned<natsSubscription> answers, std::string inbox)
        : to_(std::move(to)), answers_(std::move(answers)), inbox_(std::move(inbox)) {}

    static result<connection> open_one(const connection_plan& plan, const std::string& server);

    owned<natsConnection> to_;
    owned<natsSubscription> answers_;
    std::string inbox_;
};

}  // namespace earshot::nats
