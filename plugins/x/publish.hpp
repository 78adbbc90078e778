// Answering a post, without the I/O: the requests, and what X's answers to them mean. Pure, but for
// the host's Unicode.
#pragma once

#include <optional>
#include <string>

#include "earshot/connector.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/text.hpp"
#include "x/account.hpp"

namespace earshot::x {

// What can be told before X is called. Errors: invalid `x.too_long` and those of weighted_length,
// invalid `x.object_id`; permanent `x.app_only`, and `x.direct_message`: an answer to a direct
// message never becomes a public post.
result<void> check_answer(const publish_request& request, const account& to, const text& unicode);

http_request post_request(const publish_request& request, const account& to);

// From an answer of success. Errors: conflict `x.body`: it was posted, but its id cannot be read.
result<receipt> read_posted(const std::string& body, const account& to);

// Posts of our own since the one that was answered, newest first; `page_token` may be empty.
http_request own_posts_request(const publish_request& request, const account& to,
                               const std::string& page_token);

struct own_posts {
    std::optional<receipt> found;        // the answer, posted by an earlier attempt
    std::string next;                    // token of the next page
    bool reached_first_attempt = false;  // older posts cannot be it
    std::string doubt;                   // why it may be there all the same; empty: it is not
};

// Errors: transient `x.body`, and `x.not_certain` where there are no posts and X does not say so.
result<own_posts> find_posted(const std::string& body, const publish_request& request,
                              const account& to, const text& unicode);

// What the last page that was read, with the doubts about all before it, comes to; nothing where it
// is certain that the answer was not posted. Errors: transient `x.not_certain`.
result<std::optional<receipt>> conclusion(const own_posts& last);

std::unexpected<error> not_certain(const std::string& why);

// The same for a text as it was sent and as X gives it back: with entities of HTML, with links
// replaced, and with the mentions before it that X adds to an answer.
std::string comparable(std::string_view given, const text& unicode);

}  // namespace earshot::x
