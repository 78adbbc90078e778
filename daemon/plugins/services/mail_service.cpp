#include "plugins/services/mail_service.hpp"

#include <algorithm>

#include "mail/mailbox.hpp"
#include "mail/smtp.hpp"

namespace earshot::plugins {

namespace {

// A call that waits, however it ends.
class counted {
public:
    explicit counted(int& calls) : calls_(calls) { ++calls_; }
    counted(const counted&) = delete;
    ~counted() { --calls_; }

private:
    int& calls_;
};

}  // namespace

std::vector<std::string> mail_servers_in(const std::vector<std::string>& texts) {
    std::vector<std::string> found;
    for (const std::string& one : texts)
        if (mails::read_server(one)) found.push_back(one);
    return found;
}

mail_service::mail_service(std::vector<std::string> allowed, std::string ca_file, int capacity)
    : allowed_(std::move(allowed)), ca_file_(std::move(ca_file)), capacity_(capacity) {}

result<void> mail_service::admit(const lane& way, const mail_account& to) const {
    if (std::ranges::find(allowed_, to.server) == allowed_.end())
        return fail(error_kind::permanent, "mail.not_allowed",
                    "the plugin may not reach the mail server " + to.server.substr(0, 100) +
                        ": its configuration does not name it");
    if (way.calls >= capacity_)
        return fail(error_kind::transient, "mail.busy",
                    "too much waits for the mail server " + to.server + " already; it is slow");
    return {};
}

template <class T, class Work>
task<result<T>> mail_service::run(lane& way, mail_account at, Work work) {
    if (const auto in = admit(way, at); !in) co_return std::unexpected(in.error());
    if (!way.thread) way.thread.emplace(way.name);
    const counted waits(way.calls);
    std::optional<result<T>> outcome;
    own_thread::work job = [&](std::stop_token stop) { outcome.emplace(work(at, stop)); };
    co_await way.thread->run(std::move(job));
    co_return std::move(*outcome);
}

task<result<void>> mail_service::submit(mail_account at, outgoing_mail letter) {
    auto work = [this, &letter](const mail_account& to, std::stop_token stop) {
        return mails::submit_mail(options(std::move(stop)), to, letter);
    };
    co_return co_await run<void>(sending_, std::move(at), work);
}

task<result<mailbox_page>> mail_service::read(mailbox_request request) {
    auto work = [this, &request](const mail_account&, std::stop_token stop) {
        return mails::read_mailbox(options(std::move(stop)), request);
    };
    co_return co_await run<mailbox_page>(reading_, request.from, work);
}

task<result<void>> mail_service::file(mailbox_filing wanted) {
    auto work = [this, &wanted](const mail_account&, std::stop_token stop) {
        return mails::file_mails(options(std::move(stop)), wanted);
    };
    co_return co_await run<void>(reading_, wanted.in, work);
}

task<result<void>> mail_service::check(mail_account at) {
    const bool sends = at.server.starts_with("smtp");
    auto work = [this, sends](const mail_account& to, std::stop_token stop) {
        return sends ? mails::check_submission(options(std::move(stop)), to)
                     : mails::check_mailbox(options(std::move(stop)), to);
    };
    lane& way = sends ? sending_ : reading_;
    co_return co_await run<void>(way, std::move(at), work);
}

}  // namespace earshot::plugins
