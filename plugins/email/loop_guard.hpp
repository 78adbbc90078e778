// Limits on mail that mail could cause without end. Pure.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <utility>

#include "earshot/time.hpp"

namespace earshot::email {

// Notices answers that follow each other faster than people write: two programs that answer each
// other, neither of which says that it is one.
class loop_guard {
public:
    // True: another one for this case and sender is one too many within the hour. The same mail
    // again counts once.
    bool refuses(const std::string& conversation, const std::string& id, timestamp when);

private:
    std::map<std::string, std::deque<std::pair<timestamp, std::string>>> seen_;
};

// Who may be told today that a mail was of no use, though nobody knows whether he sent it.
class advice_limit {
public:
    // True once a day for an address, for a few addresses a day, and not for mail that is older
    // than that, as in a mailbox that is read again.
    bool allows(const std::string& address, timestamp arrived, timestamp now);

private:
    std::map<std::string, timestamp> told_;
};

}  // namespace earshot::email
