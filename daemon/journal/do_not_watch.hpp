// People who asked not to be watched. Who they are cannot be read from the file: it holds keyed
// hashes of their ids, and the key. [writer thread]
#pragma once

#include <unordered_set>

#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class do_not_watch {
public:
    explicit do_not_watch(stores::database& file);

    void change(const unwatching& who);
    bool contains(std::string_view platform, std::string_view author_id);

    // What is remembered may be untrue.
    void rolled_back() { known_ = false; }

private:
    std::string hash_of(std::string_view platform, std::string_view author_id) const;
    void learn();

    std::string key_;
    std::unordered_set<std::string> hashes_;
    bool known_ = false;
    stores::statement insert_;
    stores::statement delete_;
    stores::statement all_;
};

}  // namespace earshot::journal
