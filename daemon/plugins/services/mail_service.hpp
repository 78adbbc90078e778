// The host service `mail` of one plugin instance: the servers it may reach, and two threads of its
// own, one that sends and one that reads, so that neither waits for the other.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/own_thread.hpp"
#include "earshot/service/mail.hpp"
#include "earshot/settings.hpp"
#include "mail/curl_session.hpp"

namespace earshot::plugins {

// The values that are addresses of mail servers.
std::vector<std::string> mail_servers_in(const std::vector<std::string>& texts);

class mail_service final : public mail {
public:
    // `allowed`: the addresses of servers in the instance's settings. `capacity`: calls that may
    // wait for each of the threads.
    mail_service(std::vector<std::string> allowed, std::string ca_file, int capacity = 64);

    task<result<void>> submit(mail_account at, outgoing_mail letter) override;
    task<result<mailbox_page>> read(mailbox_request request) override;
    task<result<void>> file(mailbox_filing wanted) override;
    task<result<void>> check(mail_account at) override;

private:
    // Started by the first call: most instances have no mail.
    struct lane {
        const char* name;
        std::optional<own_thread> thread = {};
        int calls = 0;
    };

    result<void> admit(const lane& way, const mail_account& to) const;

    template <class T, class Work>
    task<result<T>> run(lane& way, mail_account at, Work work);

    mails::session_options options(std::stop_token stop) const { return {ca_file_, stop}; }

    const std::vector<std::string> allowed_;
    const std::string ca_file_;
    const int capacity_;
    lane sending_{"mail-send"};
    lane reading_{"mail-read"};
};

}  // namespace earshot::plugins
