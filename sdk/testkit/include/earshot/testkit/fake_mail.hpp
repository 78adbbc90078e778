// A mail server in memory: what was sent is kept, what is put into the mailbox is read.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "earshot/service/mail.hpp"

namespace earshot::testkit {

// Keeps to the contract of earshot::mail, for one mailbox whatever its account and folder. Every
// server may be reached, and mail is not checked as the host does.
class fake_mail final : public mail {
public:
    const std::vector<std::pair<mail_account, outgoing_mail>>& sent() const { return sent_; }
    const outgoing_mail& last() const { return sent_.at(sent_.size() - 1).second; }
    const std::vector<mailbox_filing>& filed() const { return filed_; }

    // The mail gets the next UID.
    void put(received_mail one);

    // The server numbers its mails anew, from 1.
    void renumber();

    void fail(error why) { problem_ = std::move(why); }  // every call, until mended
    void mend() { problem_.reset(); }

    task<result<void>> submit(mail_account at, outgoing_mail letter) override;
    task<result<mailbox_page>> read(mailbox_request request) override;
    task<result<void>> file(mailbox_filing wanted) override;
    task<result<void>> check(mail_account at) override;

private:
    result<void> state() const;

    std::vector<std::pair<mail_account, outgoing_mail>> sent_;
    std::vector<received_mail> box_;
    std::vector<mailbox_filing> filed_;
    std::uint32_t validity_ = 1;
    std::uint32_t last_uid_ = 0;
    std::optional<error> problem_;
};

}  // namespace earshot::testkit
