// Who gets a message, and in which order. Pure.
#pragma once

#include "cases/small_records.hpp"
#include "desk/policy.hpp"
#include "earshot/sink.hpp"
#include "earshot/understanding.hpp"
#include "journal/records.hpp"
#include "rules/rule_set.hpp"

namespace earshot::desk {

// To which sinks a message goes: those of the routes, and those that its rules name. None, where a
// rule ignores it. In order within its case at a helpdesk, within its thread anywhere else.
std::vector<journal::enqueue> route_message(const policy& rules, journal::sequence about,
                                            const message& item, const rules::outcome& found,
                                            std::string_view case_id);

// Whether messages of this account can come to where an answer or a change came from: nobody speaks
// for an account that he does not hear. Who is no sink, as an operator, may.
bool may_act_for(const policy& rules, const std::string& origin, const std::string& account);

// Whether messages of this account can come to any helpdesk.
bool is_heard(const policy& rules, const std::string& account);

enum class audience : std::uint8_t {
    author,     // the sink where the answer was written
    everybody,  // also the others that take this account's messages
};

// Who is told, after the entry `about`, what became of an answer.
std::vector<journal::enqueue> tell_of_answer(const policy& rules, journal::sequence about,
                                             const cases::reply_note& answer, audience whom);

// Who is told that messages may be missing: every sink that takes this account's.
std::vector<journal::enqueue> tell_of_gap(const policy& rules, journal::sequence about,
                                          const gap_found& found);

// Where order is kept on the platform: `x/klm/1990000000000000007`.
std::string conversation_of(const message& item);

// Where it is kept at a helpdesk.
std::string case_lane(std::string_view case_id);

// Whether there is such a destination for the messages of cases.
bool goes_to(const policy& rules, const std::string& sink);

}  // namespace earshot::desk
