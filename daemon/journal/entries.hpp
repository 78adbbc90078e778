// The ordered log itself. [writer thread]
#pragma once

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class entries {
public:
    explicit entries(stores::database& file);

    // The position of the next entry to be written. A roll-back leaves a gap.
    sequence next() const { return next_; }

    void write(timestamp at, entry_kind kind, std::string_view body);
    void write_raw(sequence seq, std::string_view bytes);

private:
    sequence next_;
    stores::statement insert_;
    stores::statement insert_raw_;
};

// The bodies of entries that are neither messages nor replies. `answer`: the JSON of the reply as
// it was to be published; empty: as it came.
std::string delivered_body(std::string_view destination,
                           const std::vector<std::pair<sequence, receipt>>& items);
std::string published_body(sequence about, std::string_view destination, std::string_view platform,
                           std::string_view account, const receipt& proof, std::string_view answer);
std::string refused_body(sequence about, std::string_view destination, std::string_view code,
                         std::string_view detail, std::string_view answer);

}  // namespace earshot::journal
