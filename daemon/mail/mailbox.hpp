// Reading and tidying up a mailbox by IMAP. It blocks.
#pragma once

#include "mail/imap_session.hpp"

namespace earshot::mails {

// As mail::read: does not mark anything as seen.
result<mailbox_page> read_mailbox(const session_options& options, const mailbox_request& request);

// As mail::file.
result<void> file_mails(const session_options& options, const mailbox_filing& wanted);

// As mail::check.
result<void> check_mailbox(const session_options& options, const mail_account& at);

}  // namespace earshot::mails
