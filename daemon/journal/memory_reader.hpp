// Looks up what the desk remembers, on a connection that only reads. [reader thread]
#pragma once

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class memory_reader {
public:
    explicit memory_reader(stores::database& file)
        : recall_(file, "SELECT body FROM memory WHERE key = ?") {}

    std::vector<remembered> recall(std::vector<std::string> keys);

private:
    stores::statement recall_;
};

}  // namespace earshot::journal
