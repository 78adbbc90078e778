// What goes into the journal and comes out of it. Values without behaviour.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "earshot/batch.hpp"
#include "earshot/connector.hpp"
#include "earshot/understanding.hpp"

namespace earshot::journal {

// --- the log -------------------------------------------------------------------------------------

// Position in the one ordered log; ascends without gaps being meaningful. The first entry is 1.
using sequence = std::int64_t;

enum class entry_kind : std::uint8_t {
    message,    // body: message JSON, version 1
    reply,      // body: reply JSON: an agent answered
    delivered,  // body: {"destination", "items": [{"about", "id", "url"}]}: acknowledged by sinks
    published,  // body: {"about", "destination", "platform", "account", "id", "url", "answer"}
    refused,    // body: {"about", "destination", "code", "detail"}: given up, a person must look
    command,    // body: JSON: what a person told the desk to do
    ticket,     // body: ticket_change JSON: what people did with a ticket
    gap,        // body: gap_found JSON: messages may be missing
};

struct entry {
    sequence seq = 0;
    timestamp at;  // when it became durable
    entry_kind kind = entry_kind::message;
    std::string body;
};

// --- intake --------------------------------------------------------------------------------------

// What one poll or one webhook request brought, stored whole or not at all. Messages are counted
// under the account they name, everything else under this one.
struct arrival {
    std::string platform;
    std::string account;  // the instance's name; a sink's, for agents' replies
    batch items;
    std::optional<std::string> cursor;     // of the poll: where the next one goes on
    std::optional<std::int64_t> inbox_id;  // the stored webhook request this came from: now done
};

// received = stored + duplicates + own_echoes + filtered + quarantined, for each arrival and for
// all time.
struct intake_counts {
    std::int64_t received = 0;
    std::int64_t stored = 0;
    std::int64_t duplicates = 0;
    std::int64_t own_echoes = 0;  // our own publishing coming back
    std::int64_t filtered = 0;    // of somebody who is not to be watched: nothing of it was kept
    std::int64_t quarantined = 0;

    bool operator==(const intake_counts&) const = default;
};

// A webhook request kept as it came, until `accept` has turned it into an arrival.
struct inbox_item {
    std::int64_t id = 0;
    std::string instance;
    webhook_request request;
    int attempts = 0;  // how often it was given to the plugin before, also by a run that died
};

// --- desk ----------------------------------------------------------------------------------------

enum class lane : std::uint8_t { urgent, normal, bulk };

// What the conversations of cases at a helpdesk begin with: when it got what is kept.
inline constexpr std::string_view case_lanes = "case/";

// What those of answers that belong to no case begin with; the sink that brought them follows.
inline constexpr std::string_view answer_lanes = "reply/";

struct enqueue {
    std::string destination;   // `sink:helpdesk`, `publish:klm`
    sequence about = 0;        // the message or reply to send
    std::string conversation;  // order is kept within it
    lane priority = lane::normal;
    std::string key;       // idempotency key; ignored while the destination has it unsettled
    timestamp expires;     // the epoch: never
    std::string approved;  // of an answer: reply JSON as it is to be published, and not otherwise
    bool assumed = false;  // that it is for this sink, whose kind is not known
};

struct refusal {
    sequence about = 0;
    std::string destination;
    error why;
};

// An answer that another sink of the same helpdesk brought, too.
struct answer_copy {
    sequence seq = 0;
    std::string refused;  // the code of the desk's refusal; empty: there is none (yet)

    bool operator==(const answer_copy&) const = default;
};

// What was understood of a message. A second one for the same message replaces the first.
struct understood {
    sequence about = 0;
    understanding what;
};

// What the desk wants to know again later, under a key of its own making.
struct remembered {
    std::string key;
    std::string body;  // empty: forget it

    bool operator==(const remembered&) const = default;
};

// Somebody who is not to be watched, or may be again. What they say to us is still heard: direct
// messages and what is addressed. What they merely say about us is dropped before it is stored.
struct unwatching {
    std::string platform;
    std::string author_id;
    bool on = true;
};

// What the desk made of the entries up to `position`. Stored in one transaction.
struct decisions {
    sequence position = 0;
    std::vector<enqueue> enqueued;
    std::vector<refusal> refused;
    std::vector<understood> understandings;
    std::vector<remembered> memory;
    std::vector<unwatching> unwatched;
};

// --- delivery ------------------------------------------------------------------------------------

// What a sink takes, as it was when it was last at work.
struct sink_kind {
    std::string destination;
    std::string plugin;       // empty: it was not at work yet, and nothing else is known either
    bool informs = false;     // it takes notices
    bool cases_only = false;  // what belongs to no case is not for it

    bool operator==(const sink_kind&) const = default;
};

struct outbox_item {
    std::int64_t id = 0;
    std::string destination;
    std::string key;
    std::string conversation;
    lane priority = lane::normal;
    entry about;               // the message or reply itself
    understanding understood;  // of the message; empty where there is none
    int attempts = 0;          // begun before this one; the outcome of the last may be unknown
    timestamp first_attempt;   // the epoch: none yet
    timestamp expires;
    std::string approved;
};

struct waiting_item {
    std::int64_t id = 0;
    std::string key;
    int attempts = 0;  // the outcome of the last may be unknown
    timestamp expires;
};

enum class outcome : std::uint8_t {
    done,   // acknowledged by the other side
    retry,  // again at `due`
    dead,   // given up: a dead letter
};

// Of an attempt that the daemon's end ended: it may have arrived.
inline constexpr const char* cancelled_code = "delivery.cancelled";

struct settlement {
    std::int64_t id = 0;
    outcome result = outcome::done;
    receipt proof;       // for done
    timestamp due;       // for retry
    std::string code;    // for retry and dead: an error code ...
    std::string detail;  // ... and what happened, for people
    bool began = true;   // false: never handed over, the attempt does not count
};

}  // namespace earshot::journal
