#include "nats/connection.hpp"

#include <cstring>

#include "nats/problem.hpp"

namespace earshot::nats {

namespace {

constexpr std::int64_t connect_patience = 2'000;  // ms

// The first status that is not NATS_OK.
class steps {
public:
    steps& then(natsStatus made) {
        if (status_ == NATS_OK) status_ = made;
        return *this;
    }
    natsStatus status() const { return status_; }

private:
    natsStatus status_ = NATS_OK;
};

const char* c_text(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

// What libnats asks for when a server wants a signature. It frees what it is given.
natsStatus give_token(char** token, char**, void* credentials) {
    *token = strdup(static_cast<const user_credentials*>(credentials)->token.c_str());
    return *token ? NATS_OK : NATS_NO_MEMORY;
}

natsStatus sign(char**, unsigned char** signature, int* length, const char* nonce,
                void* credentials) {
    return nats_Sign(static_cast<const user_credentials*>(credentials)->seed.c_str(), nonce,
                     signature, length);
}

// `nats.example.org` of `tls://nats.example.org:4222`.
std::string host_in(const std::string& server) {
    const std::size_t begin = server.find("://") + 3;
    if (server[begin] == '[') return server.substr(begin + 1, server.find(']') - begin - 1);
    return server.substr(begin, server.find_first_of(":/", begin) - begin);
}

void secure(steps& made, natsOptions* options, const connection_plan& plan,
            const std::string& server) {
    if (!server.starts_with("tls://")) return;
    made.then(natsOptions_SetSecure(options, true))
        .then(natsOptions_LoadCATrustedCertificates(options, plan.ca_file.c_str()))
        .then(natsOptions_SetExpectedHostname(options, host_in(server).c_str()));
    if (!plan.certificate.empty())
        made.then(natsOptions_SetCertificatesChain(options, plan.certificate.c_str(),
                                                   plan.certificate_key.c_str()));
}

// libnats keeps the address of the credentials only until it is connected, for it never reconnects.
void introduce(steps& made, natsOptions* options, const connection_plan& plan) {
    made.then(natsOptions_SetToken(options, c_text(plan.token)))
        .then(natsOptions_SetUserInfo(options, c_text(plan.user), c_text(plan.password)));
    if (plan.credentials) {
        auto* given = const_cast<user_credentials*>(&*plan.credentials);
        made.then(natsOptions_SetUserCredentialsCallbacks(options, give_token, given, sign, given));
    }
}

owned<natsOptions> options_for(const connection_plan& plan, const std::string& server,
                               natsStatus& status) {
    natsOptions* options = nullptr;
    steps made;
    made.then(natsOptions_Create(&options));
    owned<natsOptions> kept(options);
    if (!kept) return status = made.status(), nullptr;
    made.then(natsOptions_SetURL(options, server.c_str()))
        .then(natsOptions_SetName(options, plan.name.c_str()))
        .then(natsOptions_SetTimeout(options, connect_patience))
        .then(natsOptions_SetWriteDeadline(options, connect_patience))
        .then(natsOptions_SetAllowReconnect(options, false))
        .then(natsOptions_SetIgnoreDiscoveredServers(options, true));
    introduce(made, options, plan);
    secure(made, options, plan, server);
    status = made.status();
    return kept;
}

}  // namespace

result<connection> connection::open(const connection_plan& plan, std::stop_token stop) {
    std::optional<error> last;
    for (const std::string& server : plan.servers) {
        if (stop.stop_requested()) break;
        auto made = open_one(plan, server);
        if (made) return made;
        last = std::move(made.error());
    }
    if (last) return std::unexpected(std::move(*last));
    return fail(error_kind::cancelled, "nats.stopped", "stopped before a connection was made");
}

result<connection> connection::open_one(const connection_plan& plan, const std::string& server) {
    natsStatus status = NATS_OK;
    const auto options = options_for(plan, server, status);
    natsConnection* to = nullptr;
    if (status == NATS_OK) status = natsConnection_Connect(&to, options.get());
    owned<natsConnection> kept(to);
    natsInbox* inbox = nullptr;
    if (status == NATS_OK) status = natsInbox_Create(&inbox);
    const owned<natsInbox> name(inbox);
    natsSubscription* answers = nullptr;
    if (status == NATS_OK)
        status = natsConnection_SubscribeSync(&answers, to, (std::string(inbox) + ".*").c_str());
    owned<natsSubscription> listening(answers);
    if (status != NATS_OK) return std::unexpected(cannot_connect(status, server));
    return connection(std::move(kept), std::move(listening), inbox);
}

natsStatus connection::last_problem() const {
    const char* words = nullptr;
    return natsConnection_GetLastError(to_.get(), &words);
}

connection::answer connection::next(duration patience) {
    natsMsg* said = nullptr;
    answer found;
    found.status = natsSubscription_NextMsg(&said, answers_.get(), patience.count());
    found.said.reset(said);
    if (said) found.to = std::string_view(natsMsg_GetSubject(said)).substr(inbox_.size() + 1);
    return found;
}

}  // namespace earshot::nats
