#include "mail/curl_session.hpp"

#include <curl/curl.h>

#include <mutex>
#include <new>

namespace earshot::mails {

namespace {

constexpr long connect_milliseconds = 10'000;

int stop_when_asked(void* session, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const curl_session*>(session)->stopping() ? 1 : 0;
}

std::string part_of(CURLU* address, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(address, part, &text, 0) != CURLUE_OK) return {};
    std::string out(text);
    curl_free(text);
    return out;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

bool is_mail(const std::string& scheme) {
    return scheme == "smtp" || scheme == "smtps" || scheme == "imap" || scheme == "imaps";
}

}  // namespace

result<server_address> read_server(const std::string& address) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url(curl_url(), &curl_url_cleanup);
    const bool read = curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) == CURLUE_OK;
    server_address made{part_of(url.get(), CURLUPART_SCHEME), part_of(url.get(), CURLUPART_HOST)};
    const std::string path = part_of(url.get(), CURLUPART_PATH);
    bool more = !path.empty() && path != "/";
    for (const CURLUPart part : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_QUERY})
        more = more || !part_of(url.get(), part).empty();
    if (!read || more || made.host.empty() || !is_mail(made.scheme))
        return fail(error_kind::invalid, "mail.server",
                    "a mail server is named as smtps://HOST:PORT, smtp://, imaps:// or imap://, "
                    "without a user or a path");
    made.loopback = is_loopback(made.host);
    return made;
}

curl_session::curl_session() {
    static std::once_flag started;
    std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    handle_ = curl_easy_init();
    if (!handle_) throw std::bad_alloc();
}

curl_session::~curl_session() { curl_easy_cleanup(handle_); }

result<void> curl_session::prepare(const mail_account& at, session_options options) {
    const auto server = read_server(at.server);
    if (!server) return std::unexpected(server.error());
    options_ = std::move(options);
    curl_easy_reset(handle_);
    curl_easy_setopt(handle_, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle_, CURLOPT_PROXY, "");
    curl_easy_setopt(handle_, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(handle_, CURLOPT_PROTOCOLS_STR, server->scheme.c_str());
    curl_easy_setopt(handle_, CURLOPT_URL, at.server.c_str());
    curl_easy_setopt(handle_, CURLOPT_CONNECTTIMEOUT_MS, connect_milliseconds);
    curl_easy_setopt(handle_, CURLOPT_TIMEOUT_MS, static_cast<long>(at.timeout.count()));
    curl_easy_setopt(handle_, CURLOPT_SERVER_RESPONSE_TIMEOUT,
                     static_cast<long>(at.timeout.count() / 1'000 + 1));
    curl_easy_setopt(handle_, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle_, CURLOPT_XFERINFOFUNCTION, &stop_when_asked);
    curl_easy_setopt(handle_, CURLOPT_XFERINFODATA, this);
    if (!at.user.empty()) {
        curl_easy_setopt(handle_, CURLOPT_USERNAME, at.user.c_str());
        curl_easy_setopt(handle_, CURLOPT_PASSWORD, at.password.c_str());
    }
    set_security(at, *server);
    return {};
}

void curl_session::set_security(const mail_account& at, const server_address& server) {
    const bool plain = at.plain_on_loopback && server.loopback && !server.secure();
    curl_easy_setopt(handle_, CURLOPT_USE_SSL,
                     static_cast<long>(plain ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(handle_, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(handle_, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!options_.ca_file.empty())
        curl_easy_setopt(handle_, CURLOPT_CAINFO, options_.ca_file.c_str());
}

}  // namespace earshot::mails
