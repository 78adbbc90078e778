// What a mail that came is to us. Anybody can send mail: an answer is what shows a proof that it
// answers a mail of ours, comes from somebody who may answer, and was written by a person. Pure.
#pragma once

#include <optional>
#include <string>

#include "earshot/service/mail.hpp"
#include "earshot/service/text.hpp"
#include "email/options.hpp"
#include "email/own_ids.hpp"

namespace earshot::email {

// What of a mail names a case of ours.
struct claim {
    std::string message_name;  // of a mail of ours that it answers, proved; empty: none
    bool proved = false;       // it answers a mail of ours, whichever
    bool forged = false;       // it names one that we never sent
    bool by_subject = false;   // it merely looks like one of a case
    std::optional<own_ids::case_address> address;  // that it was sent to; the proof is not checked

    bool any() const { return proved || forged || by_subject || address.has_value(); }
};

claim claim_of(const received_mail& mail, const own_ids& ids);

// The author's words, without quotes and signatures. Errors: invalid, where there are none that
// could be published; it says to the author what to do.
result<std::string> answer_in(const received_mail& mail, const text& unicode);

// Identity of an answer: the mail's id, or a hash of what it is.
std::string answer_id(const received_mail& mail);

// When it was written: as its author says, but not after it came.
timestamp written_at(const received_mail& mail);

}  // namespace earshot::email
