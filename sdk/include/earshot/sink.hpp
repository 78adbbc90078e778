// What a plugin for a destination can do: a helpdesk, a file, another program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/message.hpp"
#include "earshot/reply.hpp"
#include "earshot/task.hpp"
#include "earshot/understanding.hpp"

namespace earshot {

struct sink_item {
    std::string key;  // the same for every attempt, unique for the destination: its idempotency key
    message item;
    bool repeated = false;  // an earlier attempt may have arrived, in this or an earlier run
    understanding understood = {};
};

// How much a destination takes at a time.
struct sink_capacity {
    int batch = 1;         // items in one call
    int concurrency = 16;  // calls at a time; 1 for what is written in order
};

class sink {
public:
    static constexpr std::string_view id = "earshot.sink/1";
    virtual ~sink() = default;

    virtual sink_capacity capacity() { return {}; }

    // Outcome by item, in order, as many as there were items. An outcome with a receipt is final,
    // so it is given only for what the destination has made durable. Within a conversation items
    // come in order, and the next call for it only after this one; where an item fails, those after
    // it in the same conversation must fail as well. Errors by item: all.
    virtual task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) = 0;
};

}  // namespace earshot
