// Looks up what the desk wants to know about its case: what it remembers, what a helpdesk had,
// and which answers were brought before. On a connection that only reads. [reader thread]
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
                  " AND o.about = ?2 AND o.given > 0 AND o.given < ?3))"),
          on_the_way_(file,
                      "SELECT 1 FROM destination t WHERE t.name = ?1 AND (EXISTS ("
                      "SELECT 1 FROM handed_over h WHERE h.destination_id = t.id"
                      " AND h.about = ?2 AND h.surely >= ?3) OR EXISTS ("
                      "SELECT 1 FROM outbox o WHERE o.destination_id = t.id"
                      " AND o.conversation = ?4 AND o.about = ?2"
                      " AND NOT (o.state = 1 AND o.attempts = 1 AND o.given < ?3)))"),
          copies_(file,
                  "SELECT o.seq, own.body, other.body,"
                  " ifnull(json_extract(why.body, '$.code'), '')"
                  " FROM reply r JOIN entry own ON own.seq = r.seq"
                  " JOIN reply o ON o.id = r.id AND o.object_id = r.object_id"
                  " AND o.origin <> r.origin AND o.seq < r.seq"
                  " JOIN entry other ON other.seq = o.seq"
                  " LEFT JOIN refused_answer f ON f.about = o.seq"
                  " LEFT JOIN entry why ON why.seq = f.seq WHERE r.seq = ?") {}

    std::vector<remembered> recall(std::vector<std::string> keys);
    std::vector<sequence> handed_over(const std::string& destination,
                                      const std::string& conversation,
                                      const std::vector<sequence>& messages, timestamp by);
    std::vector<sequence> on_the_way(const std::string& destination,
                                     const std::string& conversation,
                                     const std::vector<sequence>& messages, timestamp by);
    std::vector<answer_copy> copies_before(sequence answer);

private:
    stores::statement recall_;
    stores::statement handed_;
    stores::statement on_the_way_;
    stores::statement copies_;
};

}  // namespace earshot::journal
