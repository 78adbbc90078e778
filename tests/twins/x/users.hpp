// The accounts of the platform. Ids never change; handles compare without case.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot::twins::x {

struct user {
    std::string id;
    std::string handle;
    std::string name;
    std::int64_t followers = 0;
    bool verified = false;
    timestamp created;
};

class users {
public:
    // Replaces one with the same id. Without an id it gets the next free one.
    const user& add(user who);
    const user* by_id(std::string_view id) const;
    const user* by_handle(std::string_view handle) const;
    std::size_t size() const { return by_id_.size(); }

private:
    std::map<std::string, user, std::less<>> by_id_;
    std::map<std::string, std::string, std::less<>> ids_;  // by lower-case handle
    std::int64_t next_ = 1'500'000'001;
};

}  // namespace earshot::twins::x
