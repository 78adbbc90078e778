// Everything the desk remembers about people and cases, as records: key and JSON body. Whoever has
// the journal loads those that an event needs, lets the event be decided, and stores what changed.
// A memory into which nothing was loaded serves a whole history as well.
//
//     auto keys = keys_for(event);
//     for (int round = 0; round < max_rounds && !keys.empty(); ++round) {
//         for (stored& one : read(keys)) memory.load(one.key, one.body);
//         keys = memory.keys_from(keys);
//     }
//
// Order shows nowhere: what is listed is sorted by key. [one thread]
#pragma once

#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "cases/care_case.hpp"
#include "cases/person.hpp"
#include "cases/small_records.hpp"

namespace earshot::cases {

inline constexpr int max_rounds = 4;  // three, but for cases that were merged

struct stored {
    std::string key;
    std::string body;  // empty: the record is gone

    bool operator==(const stored&) const = default;
};

class memory {
public:
    // Ignored where the key is held or changed already: what is decided is newer than what is read.
    // Errors: invalid `cases.bad_record`, and nothing is changed.
    result<void> load(const std::string& key, std::string_view body);

    bool holds(const std::string& key) const;

    // What the records under these keys refer to and is not held yet, sorted.
    std::vector<std::string> keys_from(std::span<const std::string> keys) const;

    // Sorted by key.
    std::vector<stored> changes() const;
    void forget_changes() { changed_.clear(); }

    template <class T>
    const T* find(const std::string& key) const {
        const auto& held = std::get<shelf<T>>(shelves_);
        const auto found = held.find(key);
        return found == held.end() ? nullptr : &found->second;
    }

    // A record to change, new where there was none. Stays where it is until it is erased.
    template <class T>
    T& edit(const std::string& key) {
        changed_.insert(key);
        return std::get<shelf<T>>(shelves_)[key];
    }

    template <class T>
    void erase(const std::string& key) {
        std::get<shelf<T>>(shelves_).erase(key);
        changed_.insert(key);
    }

    // By id; a merged case is followed to where it went.
    const care_case* find_case(std::string_view id) const;
    const person* find_person(const std::string& key) const { return find<person>(key); }

    // All that are held and not merged away, by opening.
    std::vector<care_case> all_cases() const;

private:
    template <class T>
    using shelf = std::unordered_map<std::string, T>;

    std::tuple<shelf<person>, shelf<care_case>, shelf<pointer>, shelf<reply_note>,
               shelf<loose_answers>, shelf<awaiting>, shelf<trace>, shelf<day_count>, shelf<mark>>
        shelves_;
    std::unordered_set<std::string> changed_;
};

}  // namespace earshot::cases
