#include "journal/schema.hpp"

#include <array>

namespace earshot::journal {

namespace {

// Times are milliseconds since 1970, 0 for none. Kinds, lanes and states are the enumerators.
//
// Keys that ascend on the platform (account, object id) are the primary keys themselves, without a
// rowid: new ones then go to the same few pages, however many there are.
constexpr const char* first_tables = R"sql(
CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    own_echoes INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    UNIQUE (platform, name)
) STRICT;

CREATE TABLE cursor (
    account_id INTEGER PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE message (
    account_id INTEGER NOT NULL,
    object_id TEXT NOT NULL,
    revision TEXT NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (account_id, object_id, revision)
) STRICT, WITHOUT ROWID;

-- What the platform sent, apart from the entry: it is removed earlier.
CREATE TABLE raw (
    seq INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE reply (
    seq INTEGER PRIMARY KEY,
    origin TEXT NOT NULL,
    id TEXT NOT NULL,
    counted_under INTEGER NOT NULL,
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    object_id TEXT NOT NULL,
    UNIQUE (origin, id)
) STRICT;
CREATE INDEX reply_counted ON reply (counted_under);

-- The platform's ids of what we published.
CREATE TABLE published (
    account_id INTEGER NOT NULL,
    object_id TEXT NOT NULL,
    PRIMARY KEY (account_id, object_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    instance TEXT NOT NULL,
    received INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    route TEXT NOT NULL,
    query TEXT NOT NULL,
    headers BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Requests up to here have been handed out in this run: one attempt more than their rows say.
CREATE TABLE inbox_mark (
    instance TEXT PRIMARY KEY,
    handed_out INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL,
    object_id TEXT NOT NULL,
    raw BLOB NOT NULL
) STRICT;

CREATE TABLE position (
    stage TEXT PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE destination (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    enqueued INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    dead INTEGER NOT NULL DEFAULT 0,
    expired INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Unsettled items only.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    destination_id INTEGER NOT NULL,
    state INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    about INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    enqueued INTEGER NOT NULL,
    first_attempt INTEGER NOT NULL DEFAULT 0,
    due INTEGER NOT NULL DEFAULT 0,
    expires INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    key TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX outbox_key ON outbox (destination_id, key);
CREATE INDEX outbox_order ON outbox (destination_id, conversation);
CREATE INDEX outbox_ready ON outbox (destination_id, lane) WHERE state = 0;
CREATE INDEX outbox_retry ON outbox (destination_id, due) WHERE state = 2;

-- Which message a publishing in the outbox answers: its echo may come back before its receipt.
CREATE TABLE answering (
    platform TEXT NOT NULL,
    account TEXT NOT NULL,
    object_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (platform, account, object_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY,
    destination_id INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    about INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    first_attempt INTEGER NOT NULL,
    enqueued INTEGER NOT NULL,
    died INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    conversation TEXT NOT NULL,
    key TEXT NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
)sql";

// What the desk understood and remembers, and who is not to be watched.
constexpr const char* desk_tables = R"sql(
ALTER TABLE account ADD COLUMN filtered INTEGER NOT NULL DEFAULT 0;

CREATE TABLE understanding (
    seq INTEGER PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;

CREATE TABLE memory (
    key TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- HMAC-SHA-256 of platform and author's id, under the key below.
CREATE TABLE unwatched (
    hash BLOB PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE unwatched_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    bytes BLOB NOT NULL
) STRICT;
)sql";

// The way back, gaps, and the ledger by the hour.
constexpr const char* honesty_tables = R"sql(
-- The answer as it is to be published: JSON of a reply; empty: as it came.
ALTER TABLE outbox ADD COLUMN approved TEXT NOT NULL DEFAULT '';
ALTER TABLE dead_letter ADD COLUMN approved TEXT NOT NULL DEFAULT '';

-- What people did with tickets, so that the same change is one.
CREATE TABLE ticket_change (
    origin TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (origin, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE gap (
    account_id INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (account_id, first, last)
) STRICT, WITHOUT ROWID;

-- What came in, by the hour in which it was stored: hours since 1970.
CREATE TABLE account_hour (
    account_id INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    stored INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    own_echoes INTEGER NOT NULL DEFAULT 0,
    filtered INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (account_id, hour)
) STRICT, WITHOUT ROWID;
)sql";

// Who was heard of when, and until when the daemon was there.
constexpr const char* watch_tables = R"sql(
-- Hour 0 has what was counted before there were hours: an account's hours add up to its totals.
INSERT INTO account_hour
    SELECT a.id, 0, a.received - ifnull(sum(h.received), 0), a.stored - ifnull(sum(h.stored), 0),
        a.duplicates - ifnull(sum(h.duplicates), 0), a.own_echoes - ifnull(sum(h.own_echoes), 0),
        a.filtered - ifnull(sum(h.filtered), 0), a.quarantined - ifnull(sum(h.quarantined), 0)
    FROM account a LEFT JOIN account_hour h ON h.account_id = a.id GROUP BY a.id
    HAVING a.received > ifnull(sum(h.received), 0);

-- When anything came, and when something was new.
CREATE TABLE account_seen (
    account_id INTEGER PRIMARY KEY,
    received INTEGER NOT NULL,
    stored INTEGER NOT NULL
) STRICT;

CREATE TABLE alive (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    at INTEGER NOT NULL
) STRICT;
)sql";

// What agents can have seen, and that two sinks of one helpdesk may both bring an answer.
constexpr const char* agents_tables = R"sql(
-- Since when the destination may have it: the beginning of the oldest attempt that is not known to
-- have failed; 0: there is none.
ALTER TABLE outbox ADD COLUMN given INTEGER NOT NULL DEFAULT 0;

-- Since when a helpdesk has a message of a case.
CREATE TABLE handed_over (
    destination_id INTEGER NOT NULL,
    about INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (destination_id, about)
) STRICT, WITHOUT ROWID;

-- What was taken before this table was there: kind 2 is `delivered`.
INSERT OR IGNORE INTO handed_over
    SELECT d.id, json_extract(item.value, '$.about'), e.at
    FROM entry e, json_each(e.body, '$.items') item
    JOIN destination d ON d.name = json_extract(e.body, '$.destination')
    WHERE e.kind = 2 AND d.name LIKE 'sink:%';

CREATE INDEX reply_said ON reply (id, object_id);
)sql";

// Why the gate refused an answer, where an operator looks at the answer.
constexpr const char* refusal_tables = R"sql(
-- The answer, and the entry that says why.
CREATE TABLE refused_answer (
    about INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL
) STRICT;
)sql";

// What a sink takes, for as long as its plugin cannot be asked.
constexpr const char* sink_tables = R"sql(
CREATE TABLE sink (
    destination_id INTEGER PRIMARY KEY,
    plugin TEXT NOT NULL,
    informs INTEGER NOT NULL,
    cases_only INTEGER NOT NULL
) STRICT;
)sql";

// What was tried again may have come to its ticket by any of the attempts.
constexpr const char* certain_tables = R"sql(
-- Since when the helpdesk surely has it.
ALTER TABLE handed_over ADD COLUMN surely INTEGER NOT NULL DEFAULT 0;
UPDATE handed_over SET surely = at;
)sql";

constexpr std::array steps{first_tables,  desk_tables,    honesty_tables, watch_tables,
                           agents_tables, refusal_tables, sink_tables,    certain_tables};

}  // namespace

std::span<const char* const> schema_steps() { return steps; }

}  // namespace earshot::journal
