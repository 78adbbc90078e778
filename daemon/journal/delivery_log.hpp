// What the desk decided and what delivery made of it: outbox, log and counters in step.
// [writer thread]
#pragma once

#include "journal/dead_letters.hpp"
#include "journal/names.hpp"
#include "journal/outbox.hpp"
#include "journal/sink_kinds.hpp"

namespace earshot::journal {

class delivery_log {
public:
    delivery_log(stores::database& file, names& known, entries& log, outbox& queue);

    void decide(const decisions& made, timestamp now);
    std::vector<outbox_item> lease(const std::string& destination, timestamp now, timestamp until,
                                   int limit);
    void settle(const std::vector<settlement>& outcomes, timestamp now);

    // How many items were not for such a sink.
    std::int64_t note_sink(const sink_kind& seen);

    // How many dead letters match, after moving them back unless `dry_run`. They go to the end of
    // their conversations and do not expire: a person wants them sent.
    std::int64_t replay_dead(const dead_filter& which, bool dry_run);

private:
    struct tally {
        std::int64_t enqueued = 0;
        std::int64_t done = 0;
        std::int64_t dead = 0;
        std::int64_t expired = 0;
    };
    using tallies = std::map<std::int64_t, tally>;  // by destination
    struct settled {
        tallies counts;
        std::map<std::int64_t, std::vector<std::pair<sequence, receipt>>> delivered;
    };

    outbox_item handed_out(queued_item item, const std::string& destination);
    bool add(const queued_item& item, std::string_view destination);
    bool fit(queued_item& item);
    std::optional<message_place> answered_by(const queued_item& item);
    void settle_one(const settlement& outcome, settled& all, timestamp now);
    void retry(queued_item item, const settlement& outcome);
    void done(const queued_item& item, const receipt& proof, settled& all, timestamp now);
    void handed_over(const queued_item& item, timestamp now);
    void published(const queued_item& item, const std::string& destination, const receipt& proof,
                   timestamp now);
    void dead(const queued_item& item, const settlement& outcome, settled& all, timestamp now);
    void remove(const queued_item& item);
    void refuse(const refusal& one, timestamp now);
    void count(const tallies& counts);

    names& names_;
    entries& entries_;
    outbox& outbox_;
    dead_letters dead_letters_;
    sink_kinds kinds_;
    stores::statement set_position_;
    stores::statement about_;
    stores::statement answered_;
    stores::statement insert_answering_;
    stores::statement delete_answering_;
    stores::statement insert_published_;
    stores::statement insert_handed_;
    stores::statement insert_refused_;
    stores::statement count_;
};

}  // namespace earshot::journal
