// Mail that no person wrote: reports, absences, lists. It is never an answer. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/service/mail.hpp"

namespace earshot::email {

// Why it is automatic, for a person (RFC 3834, and what programs without it do); empty: it is not.
std::string why_automatic(const received_mail& mail);

// A report about a mail's delivery (RFC 3464).
struct delivery_report {
    bool failed = false;           // for good; else it is late, or was delivered
    std::string status;            // `5.1.1`
    std::vector<std::string> ids;  // of the mails that it may be about
};

// Nothing: it is no such report.
std::optional<delivery_report> report_in(const received_mail& mail);

// Times that it was handed on.
int hops_of(const received_mail& mail);

}  // namespace earshot::email
