// What operators ask. Counts rows, so it has a connection and a thread of its own: the stages do
// not wait for it. [overview thread]
#pragma once

#include "journal/reports.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class overview {
public:
    explicit overview(stores::database& file) : file_(file) {}

    std::vector<outbox_summary> outbox();
    std::vector<waiting_item> waiting(const std::string& destination, timestamp expiring_by,
                                      int limit);
    std::vector<dead_letter> dead_letters(const dead_filter& which, int limit);
    std::vector<quarantined_item> quarantine(int limit);
    ledger account();
    std::vector<sink_kind> sinks();
    std::vector<remembered> recall_between(const std::string& first, const std::string& last,
                                           int limit);
    std::optional<std::string> understanding_of(sequence about);
    std::optional<entry> refusal_of(sequence answer);
    std::optional<entry> find_reply(const std::string& origin, const std::string& id);

private:
    std::vector<ledger_line> intake_lines();
    void add_unread(std::vector<ledger_line>& lines);
    std::vector<delivery_line> delivery_lines();

    stores::database& file_;
};

}  // namespace earshot::journal
