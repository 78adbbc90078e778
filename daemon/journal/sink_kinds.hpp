// What each sink takes, for as long as it cannot be asked, and where what was enqueued for it
// without that knowledge belongs. [writer thread]
#pragma once

#include <optional>

#include "journal/outbox.hpp"

namespace earshot::journal {

class sink_kinds {
public:
    explicit sink_kinds(stores::database& file);

    // Nothing: none was noted. Without the destination's name.
    std::optional<sink_kind> find(std::int64_t destination);

    // Whether this is news.
    bool note(std::int64_t destination, const sink_kind& seen);

    // In which conversation an item is for such a sink; nothing: it is not.
    std::optional<std::string> conversation(const sink_kind& at, const queued_item& item);

private:
    std::optional<std::string> of_message(const sink_kind& at, const queued_item& item,
                                          std::string_view understood);

    stores::statement find_;
    stores::statement note_;
    stores::statement about_;
};

}  // namespace earshot::journal
