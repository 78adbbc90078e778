// From the objects of API v1.1, in which account activity and direct messages still come, to
// messages. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "earshot/message.hpp"
#include "x/account.hpp"
#include "x/included.hpp"

namespace earshot::x {

// An element of `tweet_create_events`. Errors: invalid `x.post`.
result<message> map_legacy_post(const boost::json::object& post, const account& to);

// An element of `tweet_delete_events`. Errors: invalid `x.deletion`.
result<message> map_legacy_deletion(const boost::json::object& deletion, const account& to);

// An element of `direct_message_events`. Errors: invalid `x.direct_message`.
result<message> map_direct_message(const boost::json::object& event, const included& with,
                                   const account& to);

// The message that says that an object is gone. Its revision is `deleted`.
message deletion_of(std::string object_id, author by, timestamp when, const account& to,
                    const boost::json::object& raw);

// `Mon Mar 26 16:33:26 +0000 2018`. Errors: invalid.
result<timestamp> parse_legacy_time(std::string_view text);

// `{smaller}-{larger}`: X's id of the conversation of two.
std::string conversation_of(const std::string& one, const std::string& other);

}  // namespace earshot::x
