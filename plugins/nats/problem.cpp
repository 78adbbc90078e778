#include "nats/problem.hpp"

#include "earshot/time.hpp"

namespace earshot::nats {

namespace {

std::string words(natsStatus status) { return natsStatus_GetText(status); }

}  // namespace

error cannot_connect(natsStatus status, const std::string& server) {
    const std::string tried = "connecting to " + server + ": ";
    switch (status) {
        case NATS_CONNECTION_AUTH_FAILED:
            return {error_kind::unauthorized, "nats.unauthorized",
                    tried +
                        "the server does not know us: check token, user and password, or "
                        "credentials"};
        case NATS_SSL_ERROR:
            return {error_kind::transient, "nats.tls",
                    tried +
                        "TLS failed: check ca_file, the name in the server's certificate, and "
                        "our own"};
        case NATS_SECURE_CONNECTION_REQUIRED:
            return {error_kind::transient, "nats.tls",
                    tried + "it wants TLS: write its address with tls://"};
        case NATS_SECURE_CONNECTION_WANTED:
            return {error_kind::transient, "nats.tls", tried + "it has no TLS"};
        default:
            return {error_kind::transient, "nats.connect",
                    tried + words(status) + "; is it running, and reachable from here?"};
    }
}

error cannot_publish(natsStatus status, const std::string& subject) {
    if (status == NATS_MAX_PAYLOAD)
        return {error_kind::invalid, "nats.too_large",
                subject +
                    ": larger than the server's max_payload; raise it, then send the dead "
                    "letter again"};
    return {error_kind::transient, "nats.disconnected", subject + ": " + words(status)};
}

error no_answer(natsStatus last, const std::string& subject, duration waited) {
    if (last == NATS_NOT_PERMITTED)
        return {error_kind::unauthorized, "nats.not_permitted",
                subject + ": our user may not publish there, or not read the answers in _INBOX.>"};
    const std::string why = last == NATS_OK ? std::string() : " (" + words(last) + ")";
    return {error_kind::transient, "nats.no_answer",
            subject + ": no stream answered within " + format_duration(waited) + why};
}

error no_stream(const std::string& subject, const std::string& stream) {
    return {error_kind::transient, "nats.no_stream",
            subject + ": no stream takes it; create the stream " + stream +
                " with this subject, or configure another"};
}

}  // namespace earshot::nats
