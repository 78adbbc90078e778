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
                  "SELECT 1 FROM destination t JOIN handed_over h"
                  " ON h.destination_id = t.id AND h.about = ?2 AND h.at < ?3 WHERE t.name = ?1") {}

    std::vector<remembered> recall(std::vector<std::string> keys);
    std::vector<sequence> handed_over(const std::string& destination,
                                      const std::vector<sequence>& messages, timestamp by);

private:
    stores::statement recall_;
    stores::statement handed_;
};

}  // namespace earshot::journal
