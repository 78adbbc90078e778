// Looks into the log, on a connection that only reads. [reader thread]
#pragma once

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class log_reader {
public:
    explicit log_reader(stores::database& file);

    std::vector<entry> read(sequence after, int limit);
    sequence newest();
    std::optional<entry> find_message(const std::string& platform, const std::string& account,
                                      const std::string& object_id);
    std::optional<std::string> raw(sequence seq);
    std::string cursor(const std::string& platform, const std::string& account);
    sequence desk_position();
    timestamp next_due(const std::string& destination);

private:
    stores::statement read_;
    stores::statement newest_;
    stores::statement find_;
    stores::statement raw_;
    stores::statement cursor_;
    stores::statement position_;
    stores::statement waiting_;
    stores::statement due_;
};

}  // namespace earshot::journal
