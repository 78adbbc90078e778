// What is to be delivered and what became of it. Order within a conversation is kept for each
// destination: only the first unsettled item of one can be `ready`, and those handed out together
// are handed out in order. [writer thread]
#pragma once

#include <map>
#include <unordered_map>

#include "journal/entries.hpp"
#include "journal/names.hpp"
#include "journal/records.hpp"
#include "journal/schema.hpp"
#include "store/database.hpp"

namespace earshot::journal {

// A row of the table.
struct queued_item {
    std::int64_t id = 0;
    std::int64_t destination = 0;
    lane priority = lane::normal;
    sequence about = 0;
    int attempts = 0;
    timestamp enqueued;
    timestamp first_attempt;
    timestamp given;  // the beginning of the oldest attempt that is not known to have failed
    timestamp expires;
    std::string conversation;
    std::string key;
    std::string approved;
};

class outbox {
public:
    // Ends the leases of an earlier run.
    explicit outbox(stores::database& file);

    // Its new id; nothing when its key is there already.
    std::optional<std::int64_t> add(const queued_item& item);

    std::optional<queued_item> find(std::int64_t id);

    // Due items in the order they are to be sent, `attempts` and `first_attempt` as they were.
    std::vector<queued_item> lease(std::int64_t destination, timestamp now, timestamp until,
                                   int limit);

    // With its attempts and first attempt. `nowhere`: nothing of this attempt can have arrived.
    void retry(const queued_item& item, timestamp due, bool nowhere);

    // Whether no attempt before the one that is out can have arrived.
    bool gives(std::int64_t id) const;

    void remove(const queued_item& item);  // settled

    // What is not handed out, in no order.
    std::vector<std::int64_t> waiting(std::int64_t destination);

    // Into other conversations, as they are named by item. Everything else stays as it is.
    void move(std::int64_t destination, const std::map<std::int64_t, std::string>& conversations);

    // Leases become known to have ended or begun when their transaction has.
    void committed();
    void rolled_back();

private:
    struct candidate {
        lane priority;
        std::int64_t id;
        auto operator<=>(const candidate&) const = default;
    };
    struct lease_end {
        timestamp until;
        bool gives = false;  // `given` is its beginning: no earlier attempt can have arrived
    };
    struct lease_change {
        std::int64_t id;
        std::optional<lease_end> to;  // nothing: it has ended
    };

    bool is_first(std::int64_t destination, std::string_view conversation, std::int64_t id);
    void release_first(const queued_item& after);
    void end_late_leases(timestamp now);
    void wake_retries(std::int64_t destination, timestamp now, int limit);
    std::vector<candidate> ready(std::int64_t destination, int limit);
    std::optional<candidate> follower(const queued_item& item);

    std::int64_t next_;
    std::unordered_map<std::int64_t, lease_end> leases_;
    std::vector<lease_change> lease_changes_;  // of the transaction under way
    timestamp earliest_end_ = timestamp::max();

    stores::statement insert_;
    stores::statement select_;
    stores::statement first_;
    stores::statement next_of_conversation_;
    stores::statement ready_;
    stores::statement due_;
    stores::statement lease_;
    stores::statement end_lease_;
    stores::statement retry_;
    stores::statement set_state_;
    stores::statement delete_;
    stores::statement waiting_;
    stores::statement move_;
    stores::statement line_up_;
};

}  // namespace earshot::journal
