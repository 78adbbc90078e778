// One recorded conversation as messages.
#pragma once

#include <boost/json/fwd.hpp>

#include "replay/recording.hpp"

namespace earshot::replay {

// Appends its turns. An agent's are from us; the first is a post, the others answer the one before.
void add_conversation(const boost::json::value& conversation, const std::string& account,
                      std::vector<turn>& turns);

}  // namespace earshot::replay
