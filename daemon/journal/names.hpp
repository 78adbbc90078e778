// Small numbers for the long names that many rows repeat. Rows are created on first use.
// [writer thread]
#pragma once

#include <map>

#include "store/database.hpp"

namespace earshot::journal {

class names {
public:
    explicit names(stores::database& file);

    std::int64_t account(std::string_view platform, std::string_view name);
    std::int64_t destination(std::string_view name);
    std::string destination_name(std::int64_t id);

    // After a roll-back: what was created since is gone.
    void forget();

private:
    struct account_row {
        std::string platform;
        std::string name;
        std::int64_t id;
    };

    std::vector<account_row> accounts_;  // a handful
    std::map<std::string, std::int64_t, std::less<>> destinations_;
    stores::statement add_account_;
    stores::statement find_account_;
    stores::statement add_destination_;
    stores::statement find_destination_;
    stores::statement name_destination_;
};

}  // namespace earshot::journal
