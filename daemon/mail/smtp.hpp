// Submission by SMTP (RFC 5321, 6409; libcurl). It blocks. One connection for each mail: a
// connection that is kept must be left politely, and libcurl waits two minutes for a server that
// does not care.
#pragma once

#include "mail/curl_session.hpp"

namespace earshot::mails {

// As mail::submit.
result<void> submit_mail(const session_options& options, const mail_account& at,
                         const outgoing_mail& letter);

// As mail::check.
result<void> check_submission(const session_options& options, const mail_account& at);

}  // namespace earshot::mails
