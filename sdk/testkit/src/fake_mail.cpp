#include "earshot/testkit/fake_mail.hpp"

namespace earshot::testkit {

void fake_mail::put(received_mail one) {
    one.uid = ++last_uid_;
    box_.push_back(std::move(one));
}

void fake_mail::renumber() {
    ++validity_;
    last_uid_ = 0;
    for (received_mail& one : box_) one.uid = ++last_uid_;
}

result<void> fake_mail::state() const {
    if (problem_) return std::unexpected(*problem_);
    return {};
}

task<result<void>> fake_mail::submit(mail_account at, outgoing_mail letter) {
    sent_.emplace_back(std::move(at), std::move(letter));
    co_return state();
}

task<result<mailbox_page>> fake_mail::read(mailbox_request request) {
    if (problem_) co_return std::unexpected(*problem_);
    mailbox_page page;
    page.last = {validity_, last_uid_};
    if (request.after.validity == 0) co_return page;
    page.last.uid = request.after.validity == validity_ ? request.after.uid : 0;
    for (const received_mail& one : box_) {
        if (one.uid <= page.last.uid) continue;
        page.more = std::cmp_equal(page.mails.size(), request.limit);
        if (page.more) break;
        page.mails.push_back(one);
        page.last.uid = one.uid;
    }
    co_return page;
}

task<result<void>> fake_mail::file(mailbox_filing wanted) {
    if (problem_) co_return std::unexpected(*problem_);
    filed_.push_back(std::move(wanted));
    co_return result<void>();
}

task<result<void>> fake_mail::check(mail_account) { co_return state(); }

}  // namespace earshot::testkit
