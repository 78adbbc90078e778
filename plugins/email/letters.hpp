// What goes out: a mail for each message of a case and each notice, in one thread a case. Pure.
#pragma once

#include <string>
#include <string_view>

#include "earshot/sink.hpp"
#include "email/case_threads.hpp"
#include "email/options.hpp"
#include "email/own_ids.hpp"

namespace earshot::email {

// Set in every mail of ours: what comes back with it was ours.
inline constexpr std::string_view loop_header = "X-Earshot-Loop";
std::string loop_mark(std::string_view instance, const options& from);

class letters {
public:
    letters(const options& chosen, const own_ids& ids, std::string_view instance)
        : options_(chosen), ids_(ids), instance_(instance) {}

    // The thread gets the mail's id; the same mail again is the same mail.
    outgoing_mail about(const sink_item& one, case_thread& thread, timestamp now) const;
    outgoing_mail about(const notice& one, case_thread& thread, timestamp now) const;

    // To a sender who may answer, and whose mail proves nothing. No word in it comes from there.
    outgoing_mail advice_on(const received_mail& one, timestamp now) const;

    // A case that no mail was sent for.
    case_thread begin(const sink_item& one) const;
    case_thread begin(const notice& one) const;

private:
    void mark(outgoing_mail& made) const;
    outgoing_mail letter(mail_address from, const std::string& id, case_thread& thread) const;

    const options& options_;
    const own_ids& ids_;
    std::string instance_;
};

}  // namespace earshot::email
