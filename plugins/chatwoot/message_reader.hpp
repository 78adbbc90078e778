// What people did with a conversation: their messages become answers, its states changes. Pure; the
// same message gives the same id, whether it came by poll or by webhook.
#pragma once

#include <string>
#include <string_view>

#include "chatwoot/json.hpp"
#include "chatwoot/site.hpp"
#include "earshot/batch.hpp"

namespace earshot::chatwoot {

struct reading {
    const site& at;
    std::string origin;    // the instance's name
    std::string own_user;  // its number; empty: not known, then the marks tell
    timestamp floor;       // what is older is not looked at
};

// Where a message is, as the id of its answer says: `5/123`.
struct answer_place {
    std::string conversation;
    std::string message;
};
std::string answer_id(const answer_place& where);
answer_place place_of_answer(std::string_view id);  // empty: none of ours

// Public messages by agents. What should be an answer and cannot be read becomes a reject.
void read_message(const json::value& message, const std::string& conversation,
                  const std::string& case_key, const reading& with, batch& into);

// As it is listed: whether it is resolved. That it was opened again only a webhook tells.
void read_conversation(const object_view& conversation, const std::string& case_key,
                       const reading& with, batch& into);

// The body of a webhook: `message_created`, `conversation_status_changed` and
// `conversation_updated`; others give an empty batch, and so do other inboxes, and conversations
// without our case key: the next poll knows whether they are ours. Errors: invalid `chatwoot.body`.
result<batch> read_event(std::string_view body, const reading& with);

}  // namespace earshot::chatwoot
