// What a plugin for a destination can do: a helpdesk, a file, another program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/reply.hpp"
#include "earshot/task.hpp"

namespace earshot {

struct delivery {
    std::string key;   // the same for every attempt, unique for the destination: its idempotency key
    message item;
    bool repeated = false;  // an earlier attempt may have arrived, in this or an earlier run
};

class sink {
public:
    static constexpr std::string_view id = "earshot.sink/1";
    virtual ~sink() = default;

    // Outcome by item, in order, as many as there were items. An outcome with a receipt is final,
    // so it is given only for what the destination has made durable. Called concurrently for
    // different conversations, in order within one. Errors by item: all.
    virtual task<std::vector<result<receipt>>> deliver(std::vector<delivery> items) = 0;
};

}  // namespace earshot
