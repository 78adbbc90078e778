// What comes in: deduplicated, told from our own, counted, and written to the log.
// [writer thread]
#pragma once

#include "journal/do_not_watch.hpp"
#include "journal/entries.hpp"
#include "journal/hour_ledger.hpp"
#include "journal/inbox.hpp"
#include "journal/names.hpp"
#include "journal/records.hpp"

namespace earshot::journal {

class intake_log {
public:
    intake_log(stores::database& file, names& known, entries& log, inbox& requests,
               do_not_watch& people);

    // Sets `stored` of the messages.
    intake_counts append(arrival& from, timestamp now);

    // False: there is no such request.
    bool quarantine(std::int64_t inbox_id, const std::string& platform, const std::string& reason,
                    timestamp now);

private:
    using counter = std::int64_t intake_counts::*;

    counter store(message& item, std::int64_t account, timestamp now);
    counter store(const reply& item, std::int64_t account, timestamp now);
    bool store(gap& missed, std::int64_t account);
    bool unwanted(const message& item, std::int64_t account);
    bool ours(const message& item, std::int64_t account);
    void put_aside(std::int64_t account, timestamp now, std::string_view reason,
                   std::string_view object_id, std::string_view raw);
    intake_counts count(const std::map<std::int64_t, intake_counts>& by_account, timestamp now);

    names& names_;
    entries& entries_;
    inbox& inbox_;
    do_not_watch& people_;
    hour_ledger hours_;
    stores::statement insert_message_;
    stores::statement insert_reply_;
    stores::statement insert_quarantine_;
    stores::statement known_;
    stores::statement published_;
    stores::statement answering_;
    stores::statement insert_change_;
    stores::statement inside_gap_;
    stores::statement take_gaps_;
    stores::statement insert_gap_;
    stores::statement set_cursor_;
    stores::statement count_;
};

}  // namespace earshot::journal
