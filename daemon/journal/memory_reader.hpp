// Looks up what the desk wants to know about its case: what it remembers, and what a helpdesk had.
// On a connection that only reads. [reader thread]
#pragma once

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class memory_reader {
public:
    explicit memory_reader(stores::database& file)
        : recall_(file, "SELECT body FROM memory WHERE key = ?"),
          handed_(file,
                  "SELECT 1 FROM destination t WHERE t.name = ?1 AND (EXISTS ("
                  "SELECT 1 FROM handed_over h WHERE h.destination_id = t.id AND h.about = ?2"
                  " AND h.at < ?3) OR EXISTS ("
                  "SELECT 1 FROM outbox o WHERE o.destination_id = t.id AND o.conversation = ?4"
                  " AND o.about = ?2 AND o.given > 0 AND o.given < ?3))") {}

    std::vector<remembered> recall(std::vector<std::string> keys);
    std::vector<sequence> handed_over(const std::string& destination,
                                      const std::string& conversation,
                                      const std::vector<sequence>& messages, timestamp by);

private:
    stores::statement recall_;
    stores::statement handed_;
};

}  // namespace earshot::journal
