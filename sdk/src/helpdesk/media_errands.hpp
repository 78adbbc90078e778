// Brings what is attached to a message onto its ticket, after the words: a job of its own for each
// file, which is tried again for a day. A ticket_desk owns it where the operator named hosts that
// files may come from.
#pragma once

#include <string>
#include <vector>

#include "case_records.hpp"
#include "earshot/service/http.hpp"
#include "waiting_media.hpp"

namespace earshot::helpdesk {

class media_errands {
public:
    // All outlive it.
    media_errands(host& services, ticket_system& system, case_records& cases);

    // Of an entry that stands in the case's ticket. What cannot be kept is logged.
    task<void> keep(std::string case_key, std::vector<attachment> attached);

    task<void> work_off();

private:
    std::vector<std::string> addresses_of(const std::vector<attachment>& attached) const;
    task<result<void>> bring(waiting_file one);
    void leave_out(const waiting_file& one, const error& why);

    ticket_system& system_;
    case_records& cases_;
    http& http_;
    const clock& clock_;
    log& log_;
    const std::vector<std::string> from_;
    waiting_media waiting_;
};

}  // namespace earshot::helpdesk
