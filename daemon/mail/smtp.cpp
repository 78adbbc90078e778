#include "mail/smtp.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>

#include "mail/compose.hpp"
#include "mail/problem.hpp"

namespace earshot::mails {

namespace {

// What the callbacks see of one exchange.
struct exchange {
    std::string bytes;
    std::size_t sent = 0;
    smtp_step step = smtp_step::greeting;
    std::string words;  // the server's last refusal
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* of) {
    auto& work = *static_cast<exchange*>(of);
    work.step = smtp_step::content;
    const std::size_t part = std::min(size * count, work.bytes.size() - work.sent);
    std::memcpy(into, work.bytes.data() + work.sent, part);
    work.sent += part;
    return part;
}

std::size_t hear(char* line, std::size_t size, std::size_t count, void* of) {
    if (size * count > 0 && (*line == '4' || *line == '5'))
        static_cast<exchange*>(of)->words.assign(line, size * count);
    return size * count;
}

// Commands alone are looked at, for where we are. Nothing is kept: a password goes through here.
int watch(CURL*, curl_infotype kind, char* text, std::size_t size, void* of) {
    auto& work = *static_cast<exchange*>(of);
    if (kind == CURLINFO_HEADER_OUT && std::string_view(text, size).starts_with("MAIL FROM"))
        work.step = smtp_step::envelope;
    return 0;
}

// Outlive the session that uses them.
class recipients {
public:
    explicit recipients(const std::vector<mail_address>& to) {
        for (const mail_address& one : to)
            list_ = curl_slist_append(list_, ("<" + one.address + ">").c_str());
    }
    recipients(const recipients&) = delete;
    ~recipients() { curl_slist_free_all(list_); }

    curl_slist* list() const { return list_; }

private:
    curl_slist* list_ = nullptr;
};

void listen(CURL* handle, exchange& work) {
    curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, &hear);
    curl_easy_setopt(handle, CURLOPT_HEADERDATA, &work);
    curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, &watch);
    curl_easy_setopt(handle, CURLOPT_DEBUGDATA, &work);
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(handle, CURLOPT_FORBID_REUSE, 1L);
}

result<void> perform(CURL* handle, const exchange& work, const std::string& server) {
    const CURLcode code = curl_easy_perform(handle);
    if (code == CURLE_OK) return {};
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    // libcurl tells a refusal and a broken line apart by the last status alone.
    const bool refused = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                         code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_LOGIN_DENIED;
    if (refused && status >= 400)
        return std::unexpected(smtp_refusal(status, work.step, work.words, server));
    return std::unexpected(transport_problem(code, server));
}

std::string host_of(const std::string& address) { return address.substr(address.find('@') + 1); }

}  // namespace

result<void> submit_mail(const session_options& options, const mail_account& at,
                         const outgoing_mail& letter) {
    auto bytes = compose(letter);
    if (!bytes) return std::unexpected(bytes.error());
    const std::string& sender =
        letter.envelope_sender.empty() ? letter.from.address : letter.envelope_sender;
    const recipients to(letter.to);
    exchange work{std::move(*bytes)};
    curl_session session;
    if (const auto ready = session.prepare(at, options); !ready) return ready;
    CURL* const handle = session.handle();
    listen(handle, work);
    const std::string address = at.server + (at.server.ends_with('/') ? "" : "/") + host_of(sender);
    curl_easy_setopt(handle, CURLOPT_URL, address.c_str());  // the path is what we call ourselves
    curl_easy_setopt(handle, CURLOPT_MAIL_FROM, ("<" + sender + ">").c_str());
    curl_easy_setopt(handle, CURLOPT_MAIL_RCPT, to.list());
    curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(handle, CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(handle, CURLOPT_READDATA, &work);
    curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(work.bytes.size()));
    return perform(handle, work, at.server);
}

result<void> check_submission(const session_options& options, const mail_account& at) {
    exchange work;
    curl_session session;
    if (const auto ready = session.prepare(at, options); !ready) return ready;
    listen(session.handle(), work);
    curl_easy_setopt(session.handle(), CURLOPT_CUSTOMREQUEST, "NOOP");
    curl_easy_setopt(session.handle(), CURLOPT_NOBODY, 1L);
    return perform(session.handle(), work, at.server);
}

}  // namespace earshot::mails
