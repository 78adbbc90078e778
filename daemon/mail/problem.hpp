// What libcurl and a mail server said, as an error for an operator.
#pragma once

#include <string>

#include "earshot/error.hpp"

namespace earshot::mails {

// Where a submission was when it failed.
enum class smtp_step : std::uint8_t { greeting, envelope, content };

// `code` is a CURLcode. `server` is named as configured.
error transport_problem(int code, const std::string& server);

// `status` is the server's: 4xx or 5xx; `words` its line. Errors: transient `mail.deferred`,
// `mail.unwelcome`; unauthorized `mail.login`; permanent `mail.refused`.
error smtp_refusal(long status, smtp_step step, const std::string& words,
                   const std::string& server);

}  // namespace earshot::mails
