#include "journal/do_not_watch.hpp"

#include "base/ids.hpp"
#include "earshot/signature.hpp"

namespace earshot::journal {

namespace {

// Made once for a journal.
std::string key_of(stores::database& file) {
    const std::string fresh = base::random_key();
    stores::statement(file, "INSERT INTO unwatched_key VALUES (1, ?) ON CONFLICT DO NOTHING")
        .run(stores::blob{fresh});
    stores::statement query(file, "SELECT bytes FROM unwatched_key");
    auto row = query();
    row.next();
    return std::string(row.text(0));
}

}  // namespace

do_not_watch::do_not_watch(stores::database& file)
    : key_(key_of(file)),
      insert_(file, "INSERT INTO unwatched VALUES (?) ON CONFLICT DO NOTHING"),
      delete_(file, "DELETE FROM unwatched WHERE hash = ?"),
      all_(file, "SELECT hash FROM unwatched") {}

// An author without an id cannot be told from others.
void do_not_watch::change(const unwatching& who) {
    if (who.author_id.empty()) return;
    learn();
    const std::string hash = hash_of(who.platform, who.author_id);
    if (who.on) {
        insert_.run(stores::blob{hash});
        hashes_.insert(hash);
    } else {
        delete_.run(stores::blob{hash});
        hashes_.erase(hash);
    }
}

bool do_not_watch::contains(std::string_view platform, std::string_view author_id) {
    learn();
    return !hashes_.empty() && hashes_.contains(hash_of(platform, author_id));
}

// Ids of platforms hold no zero byte: the two parts cannot run into each other.
std::string do_not_watch::hash_of(std::string_view platform, std::string_view author_id) const {
    std::string who(platform);
    who.append(1, '\0').append(author_id);
    return hmac(hash::sha256, key_, who);
}

void do_not_watch::learn() {
    if (known_) return;
    hashes_.clear();
    for (auto row = all_(); row.next();) hashes_.emplace(row.text(0));
    known_ = true;
}

}  // namespace earshot::journal
