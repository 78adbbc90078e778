// The gate that every outgoing text passes: it goes to the platform, or back with the reason. Pure.
#pragma once

#include <optional>
#include <variant>

#include "cases/answers.hpp"
#include "desk/policy.hpp"
#include "journal/records.hpp"

namespace earshot::desk {

// Of the refusal that stops two programs which answer each other.
inline constexpr const char* loop_code = "conduct.loop";

// Of the refusals that are not about an answer but about who brought it. Of the second nobody is
// told: somebody else brings the answer as well.
inline constexpr const char* not_your_account_code = "reply.not_your_account";
inline constexpr const char* brought_by_another_code = "reply.brought_by_another";

// What is looked up before what an agent did is decided on: he answered, or closed a ticket.
struct reply_facts {
    std::optional<message> answered;  // the newest revision of it; nothing: not in the journal
    result<int> length = 0;           // of the text, as the platform counts it
    cases::words_had had;             // of an answer to a case
    bool had_nothing = false;         // of the case, where the answer was written
    std::vector<journal::sequence> unread = {};  // of the case closed: it was perhaps on its way
    bool brought_before = false;                 // by another sink of the same helpdesk
    std::size_t within_the_hour = 0;             // answers to the same customer, out or under way
};

// The answer as it would be published: under which message, and signed. It is what is judged,
// approved and sent.
reply as_sent(const policy& rules, const cases::memory& memory, reply answer,
              const cases::words_had& had = {});

std::variant<journal::enqueue, journal::refusal> judge(const policy& rules,
                                                       const journal::entry& about,
                                                       const reply& answer,
                                                       const reply_facts& facts);

}  // namespace earshot::desk
