// A small durable dictionary for each plugin instance: ids of subscriptions, learned names. Not for
// cursors (the host commits them with the messages) and not for tokens (see oauth.hpp
// and vault.hpp).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "earshot/task.hpp"

namespace earshot {

class store {
public:
    static constexpr std::string_view id = "earshot.store/1";
    virtual ~store() = default;

    virtual task<result<std::optional<std::string>>> get(std::string key) = 0;  // [loop]

    // Durable when it returns. Keys up to 256 bytes, values up to 64 KiB. Errors: transient (disk),
    // invalid (too large). [loop]
    virtual task<result<void>> put(std::string key, std::string value) = 0;
};

}  // namespace earshot
