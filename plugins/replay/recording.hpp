// A recorded file as the messages it holds, in the order in which they were said. Functions of
// their arguments.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "earshot/batch.hpp"

namespace earshot::replay {

// A turn of a conversation; or what could not be understood, with the time of the turn before it.
struct turn {
    timestamp at;
    std::variant<message, malformed> what;
};

// Two kinds of file:
//
// - a JSON array of conversations [{"dialogHeader": {"sessionID", "company"}, "dialogContent":
//   [{"client" | "client1" | ... | "agent": handle, "datetime", "message", "tweet_ID"}]}], as in
//   the Twitter Conversations Dataset for Conversational Document Prediction (EMNLP 2020). A post
//   id occurs in several sessions there, so an object id is SESSION/POST.
// - JSON Lines of messages, bare or under `message`, as the file sink writes them. Their ids are
//   PLATFORM/ACCOUNT/ID, because all of them become messages of one account here.
//
// `account` becomes theirs. Errors: permanent `replay.not_json`.
result<std::vector<turn>> read_recording(std::string_view bytes, const std::string& account);

}  // namespace earshot::replay
