// What a ticket_desk remembers of each case: which ticket it is, and whether one is being created
// right now. Durable before and after every call that creates one.
#pragma once

#include <optional>
#include <string>

#include "earshot/helpdesk.hpp"

namespace earshot::helpdesk {

struct case_record {
    ticket at;         // no id: there is none yet
    timestamp since;   // a create call was alive then, and its outcome is not known; or the epoch
    std::string lost;  // the ticket it had before, which is gone

    bool operator==(const case_record&) const = default;
};

std::string to_json(const case_record& record);
case_record case_record_from_json(std::string_view text);  // what cannot be read is empty

class case_records {
public:
    explicit case_records(store& kept) : kept_(kept) {}

    task<result<case_record>> read(std::string case_key);
    task<result<void>> write(std::string case_key, case_record record);

    task<result<std::string>> case_of(std::string ticket_id);  // empty: none

    // Both ways. The ticket's side first: where only that was written, the case is looked up again.
    task<result<void>> join(std::string case_key, ticket at);
    task<result<void>> name(std::string ticket_id, std::string case_key);

private:
    store& kept_;
};

}  // namespace earshot::helpdesk
