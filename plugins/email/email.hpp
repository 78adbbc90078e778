// Destination `email`: a mail for each message of a case, in one thread a case, and agents' answers
// back from a mailbox.
#pragma once

#include <string>
#include <vector>

#include "earshot/plugin.hpp"
#include "earshot/service/mail.hpp"
#include "email/case_threads.hpp"
#include "email/cursor.hpp"
#include "email/incoming.hpp"
#include "email/loop_guard.hpp"
#include "email/options.hpp"
#include "email/own_ids.hpp"

namespace earshot::email {

class email final : public provides<sink, notices, polling, credentials> {
public:
    static constexpr field fields[] = {
        {"smtp", field_type::text, presence::required, nullptr, nullptr,
         "The server that takes mail: smtps://HOST:465, or smtp://HOST:587 for STARTTLS."},
        {"imap", field_type::text, presence::optional, nullptr, nullptr,
         "The server of the mailbox that answers come to: imaps://HOST:993, or imap://HOST:143 for "
         "STARTTLS; without it no answers are read."},
        {"user", field_type::text, presence::optional, nullptr, nullptr,
         "The name to log in with at both servers."},
        {"password", field_type::secret, presence::optional, nullptr, nullptr,
         "The password for it."},
        {"imap_user", field_type::text, presence::optional, nullptr, nullptr,
         "The name to log in with at the mailbox, where it is another one."},
        {"imap_password", field_type::secret, presence::optional, nullptr, nullptr,
         "The password for imap_user."},
        {"encryption", field_type::choice, presence::optional, "always", "always,not_on_loopback",
         "Whether a server on this machine may be spoken to without TLS."},
        {"from", field_type::text, presence::required, nullptr, nullptr,
         "The address that mails come from; its domain must be yours."},
        {"to", field_type::text_list, presence::required, nullptr, nullptr,
         "Where mails go to: the helpdesk's address, or the team's."},
        {"reply_to", field_type::text, presence::optional, nullptr, nullptr,
         "The mailbox that answers come to, which must take +TAG behind its name; from, where it "
         "is not given."},
        {"agents", field_type::text_list, presence::optional, "[]", nullptr,
         "Who may answer: addresses, and @domains for everybody there."},
        {"answer_secret", field_type::secret, presence::required, nullptr, nullptr,
         "At least 16 characters at random, which prove that an answer belongs to a mail of ours."},
        {"folder", field_type::text, presence::optional, "INBOX", nullptr,
         "The folder that answers come to."},
        {"done_folder", field_type::text, presence::optional, nullptr, nullptr,
         "The folder that answers are moved to when they were read; without it they are marked as "
         "seen."},
        {"person_addresses", field_type::boolean, presence::optional, "false", nullptr,
         "Whether each customer gets an address of their own to write from: from, with +TAG."},
        {"max_mail", field_type::size, presence::optional, "1MiB", nullptr,
         "How much of a mail is read, between 1KiB and 1GiB; text beyond it is not an answer."},
        {"timeout", field_type::duration, presence::optional, "30s", nullptr,
         "How long a server may take, between 1s and 60s."},
    };

    explicit email(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;
    task<result<poll_result>> poll(poll_request request) override;
    task<result<credential_status>> examine() override;

private:
    result<own_ids> ids();
    result<mail_account> account(bool mailbox);
    template <class Item>  // sink_item or notice
    task<result<receipt>> send(Item one);
    task<result<receipt>> submit(outgoing_mail letter, case_thread thread);
    task<result<case_thread>> thread_of(case_thread fresh);

    task<result<void>> tidy_up(mail_account box, cursor done);
    task<result<bool>> take(const own_ids& known, const received_mail& one, batch& into);
    task<result<std::string>> case_of(const own_ids& known, claim what);
    bool is_ours(const received_mail& one) const;
    task<bool> judge(const own_ids& known, const claim& named, const received_mail& one,
                     const std::string& case_key, batch& into);
    task<void> advise(const own_ids& known, const received_mail& one);
    bool answer(const received_mail& one, const std::string& case_key, batch& into);
    void put_aside(const received_mail& one, std::string code, std::string why, batch& into);

    const std::string instance_;
    const settings& settings_;
    mail& mail_;
    secrets& secrets_;
    const clock& clock_;
    const text& text_;
    log& log_;
    const options options_;
    case_threads threads_;
    loop_guard loops_;
    advice_limit advice_;
};

}  // namespace earshot::email
