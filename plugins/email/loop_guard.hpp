// Notices answers that follow each other faster than people write: two programs that answer each
// other, neither of which says that it is one. Pure.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>

#include "earshot/time.hpp"

namespace earshot::email {

class loop_guard {
public:
    // True: another one for this case and sender is one too many within the hour. The same mail
    // again counts once.
    bool refuses(const std::string& conversation, const std::string& id, timestamp when);

private:
    std::map<std::string, std::deque<std::pair<timestamp, std::string>>> seen_;
};

}  // namespace earshot::email
