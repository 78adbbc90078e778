#include "mail/problem.hpp"

#include <curl/curl.h>

#include <algorithm>

#include "mail/charset.hpp"

namespace earshot::mails {

namespace {

struct meaning {
    error_kind kind;
    const char* code;
    const char* remedy;
};

meaning meaning_of(int code) {
    switch (code) {
        case CURLE_LOGIN_DENIED:
        case CURLE_AUTH_ERROR:
            return {error_kind::unauthorized, "mail.login",
                    "check the user and the password; some providers want a password made for "
                    "programs"};
        case CURLE_USE_SSL_FAILED:
            return {error_kind::transient, "mail.tls",
                    "the server offers no STARTTLS: use its TLS port, smtps:// or imaps://"};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_CACERT_BADFILE:
            return {error_kind::transient, "mail.tls",
                    "check the server's certificate, and name its authority in http_client.ca_file "
                    "where it is your own"};
        case CURLE_OPERATION_TIMEDOUT:
            return {error_kind::transient, "mail.timeout",
                    "the server is slow or cannot be reached"};
        case CURLE_ABORTED_BY_CALLBACK:
            return {error_kind::cancelled, "mail.cancelled", "the daemon is stopping"};
        case CURLE_WEIRD_SERVER_REPLY:
            return {error_kind::transient, "mail.protocol",
                    "the server answered something else than mail servers do: check its port"};
        default:
            return {error_kind::transient, "mail.connect",
                    "check the server's name and port, and whether it runs"};
    }
}

std::string tidy(const std::string& words) {
    std::string out = to_utf8(words.substr(0, 200), "utf-8");
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

meaning meaning_of_refusal(long status, smtp_step step) {
    if (status == 530 || status == 534 || status == 535 || status == 538)
        return {error_kind::unauthorized, "mail.login", "check the user and the password"};
    if (status < 500)
        return {error_kind::transient, "mail.deferred", "the server asks to come again later"};
    if (step == smtp_step::greeting)
        return {error_kind::transient, "mail.unwelcome",
                "the server will not talk to this machine: ask who runs it"};
    return {error_kind::permanent, "mail.refused",
            "check sender and recipient in the configuration, then replay the dead letters"};
}

}  // namespace

error transport_problem(int code, const std::string& server) {
    const auto [kind, name, remedy] = meaning_of(code);
    return {kind, name,
            "mail server " + server + ": " + curl_easy_strerror(static_cast<CURLcode>(code)) +
                "; " + remedy};
}

error smtp_refusal(long status, smtp_step step, const std::string& words,
                   const std::string& server) {
    const auto [kind, name, remedy] = meaning_of_refusal(status, step);
    return {kind, name, "mail server " + server + " answered '" + tidy(words) + "'; " + remedy};
}

}  // namespace earshot::mails
