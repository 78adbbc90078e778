// What a team reads in its chat: one message or notice in a few lines, with the way to it. Not a
// copy of the message: it is cut to what the chat takes. Functions of their arguments.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/service/text.hpp"
#include "earshot/sink.hpp"

namespace earshot::webhook {

struct notification {
    std::string title;               // `New message on x/klm from @mia_1`
    std::string text;                // the customer's words, or the reason
    std::vector<std::string> facts;  // `urgency: now`
    std::string link;                // where it stands; empty: nowhere
};

notification notification_of(const sink_item& one);

// Nothing for an answer that was published: that is no news to a team.
std::optional<notification> notification_of(const notice& one);

// Body for an incoming webhook of Slack: `text` for those who see no blocks, a section of at most
// 3000 characters, a context. `&`, `<` and `>` are escaped, so nothing in it mentions anybody.
std::string slack_body(const notification& what, const text& unicode);

// Body for a Workflows webhook of Microsoft Teams: an adaptive card below 28 KB. Its runs of text
// know no markup, so there is nothing to escape.
std::string teams_body(const notification& what, const text& unicode);

}  // namespace earshot::webhook
