// The durable middle of the daemon: one ordered log, and the queues and positions around it.
// Whatever returns successfully is on disk (synchronous, all of it, in one transaction); whatever
// fails left nothing behind.
//
// Every method is called on the loop and runs elsewhere. Calls may overlap: writes are carried out
// in the order they were made, and a read sees every write that had returned when it was called.
// A cancelled caller still waits for the disk; its write is not undone.
//
// Errors: transient with code `journal.disk_full`, `journal.locked` or `journal.io`;
// permanent with `journal.read_only`, `journal.corrupt` or, for a bug, `journal.internal`. All say
// which file and what to do.
#pragma once

#include <string>
#include <vector>

#include "earshot/task.hpp"
#include "journal/reports.hpp"

namespace earshot::journal {

class journal {
public:
    virtual ~journal() = default;

    // --- intake ---

    // Keeps a webhook request until an arrival with its id is appended. The instance's messages
    // are not known yet: that they exist is what must not be lost.
    virtual task<result<std::int64_t>> store_request(std::string instance,
                                                     webhook_request request) = 0;

    // The oldest stored requests of these instances, after `after_id`. Each one's `attempts` has
    // been raised by one, durably, so that a request that kills the daemon is known at the next
    // start.
    virtual task<result<std::vector<inbox_item>>> take_requests(std::vector<std::string> instances,
                                                                std::int64_t after_id,
                                                                int limit) = 0;

    // Puts a stored request aside: nothing in it could be read. Errors: also gone, when it is not
    // stored (any more).
    virtual task<result<void>> quarantine_request(std::int64_t inbox_id, std::string platform,
                                                  std::string reason) = 0;

    // Appends messages and replies, drops those known already and those of people who are not to be
    // watched, recognizes our own publishing, quarantines the rejects, moves the cursor, counts.
    // One result for each arrival.
    virtual task<result<std::vector<intake_counts>>> append(std::vector<arrival> arrivals) = 0;

    // Empty when there is none.
    virtual task<result<std::string>> cursor(std::string platform, std::string account) = 0;

    // --- the log ---

    // Appends a person's act, an entry of kind `command`. Its position.
    virtual task<result<sequence>> record(std::string body) = 0;

    // Entries after `after`, in order, at most `limit`.
    virtual task<result<std::vector<entry>>> read(sequence after, int limit) = 0;

    // The last entry's position; 0: the log is empty.
    virtual task<result<sequence>> newest() = 0;

    // The newest revision of a message. Errors: also gone, when there is none.
    virtual task<result<entry>> find_message(std::string platform, std::string account,
                                             std::string object_id) = 0;

    // Which of these messages of a case, a conversation, a helpdesk had at `by` (the epoch: now) or
    // within the second after: an attempt had begun that is not known to have failed.
    virtual task<result<std::vector<sequence>>> handed_over(std::string destination,
                                                            std::string conversation,
                                                            std::vector<sequence> messages,
                                                            timestamp by) = 0;

    // Which of them were perhaps still on the way to it: in its queue, or handed over later. Where
    // an attempt ended and nobody knows how, they may have come as late as they were acknowledged.
    // What is not for it, or not any more, is not on the way.
    virtual task<result<std::vector<sequence>>> on_the_way(std::string destination,
                                                           std::string conversation,
                                                           std::vector<sequence> messages,
                                                           timestamp by) = 0;

    // The same answer to a case, as other sinks of its helpdesk brought it before this one.
    virtual task<result<std::vector<answer_copy>>> copies_before(sequence answer) = 0;

    // The raw payload that came with a message. Errors: also gone, when retention removed it.
    virtual task<result<std::string>> raw(sequence seq) = 0;

    // --- desk ---

    virtual task<result<sequence>> desk_position() = 0;
    virtual task<result<void>> decide(decisions made) = 0;

    // What is known of sinks, also of those that are not at work.
    virtual task<result<std::vector<sink_kind>>> sinks() = 0;

    // A sink is of this kind from now on. Where that is news, what was enqueued before it was known
    // goes where it belongs: what is of a case, into the order of its case; what is not for such a
    // sink, out of the outbox and of its count. How many went out.
    virtual task<result<std::int64_t>> note_sink(sink_kind seen) = 0;

    // What is remembered under these keys, in the order of the keys; others are left out. Some
    // thousands at a time are fine.
    virtual task<result<std::vector<remembered>>> recall(std::vector<std::string> keys) = 0;

    // --- delivery ---

    // Hands out what is due now, urgent first, then oldest, and never an item whose conversation
    // has an earlier one waiting for a retry, or still out from an earlier call, at the same
    // destination. An item is handed out again only after it was settled, or when `lease_until` has
    // passed, or by a new run. The attempt is on disk before the item is handed out.
    virtual task<result<std::vector<outbox_item>>> lease(std::string destination, timestamp now,
                                                         timestamp lease_until, int limit) = 0;

    // Items that are not there any more are passed over: an attempt whose lease had ended may
    // report late.
    virtual task<result<void>> settle(std::vector<settlement> outcomes) = 0;

    // When the next item of a destination is due, those handed out left aside; the epoch: nothing
    // waits.
    virtual task<result<timestamp>> next_due(std::string destination) = 0;

    // What waits for a destination and expires by then (the epoch: all of it), oldest first; those
    // handed out are left aside.
    virtual task<result<std::vector<waiting_item>>> waiting(std::string destination,
                                                            timestamp expiring_by, int limit) = 0;

    // --- operators ---

    virtual task<result<std::vector<outbox_summary>>> outbox() = 0;
    virtual task<result<std::vector<dead_letter>>> dead_letters(dead_filter which, int limit) = 0;

    // Moves dead letters back to the outbox, at the end of their conversations, as new items with
    // the same key and without an expiry: a person wants them sent. How many; `dry_run`: would be.
    virtual task<result<std::int64_t>> replay_dead(dead_filter which, bool dry_run) = 0;

    virtual task<result<std::vector<quarantined_item>>> quarantine(int limit) = 0;  // newest first
    virtual task<result<ledger>> account() = 0;
    virtual task<result<std::vector<hour_line>>> hours(hour_filter which) = 0;
    virtual task<result<std::vector<account_activity>>> activity() = 0;  // of every account

    // When the daemon was last known to be there, so that the next run knows how long it was away;
    // the epoch: never.
    virtual task<result<void>> note_alive(timestamp at) = 0;
    virtual task<result<timestamp>> last_alive() = 0;

    // What is remembered under keys from `first` on and before `last`, in the order of the keys.
    virtual task<result<std::vector<remembered>>> recall_between(std::string first,
                                                                 std::string last, int limit) = 0;

    // Errors: also gone, when nothing was understood of this entry (yet).
    virtual task<result<understanding>> understanding_of(sequence about) = 0;

    // The entry that says why the gate refused an answer. Errors: also gone, when it did not (yet).
    virtual task<result<entry>> refusal_of(sequence answer) = 0;

    // The answer that came from there under this id. Errors: also gone, when there is none.
    virtual task<result<entry>> find_reply(std::string origin, std::string id) = 0;
};

}  // namespace earshot::journal
