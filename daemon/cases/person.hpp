// A person on one platform, as far as the desk knows them. Two of them are one human being only
// where a human said so.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "earshot/time.hpp"

namespace earshot::cases {

inline constexpr std::size_t max_languages = 8;
inline constexpr std::size_t max_ties = 16;
inline constexpr std::size_t max_recent_cases = 16;
inline constexpr std::size_t max_evidence = 8;

enum class tie_state : std::uint8_t { suggested, confirmed, rejected };

// Perhaps, surely, or surely not the same human being. Stands with both.
struct tie {
    std::string other;                  // the key of their record
    std::vector<std::string> evidence;  // in words: `same handle: jan_devries`
    tie_state state = tie_state::suggested;
    std::string by;  // who confirmed or rejected it ...
    timestamp at;    // ... and when

    bool operator==(const tie&) const = default;
};

struct person {
    std::string platform;
    std::string id;  // the platform's own
    std::string handle;
    std::string display_name;
    std::map<std::string, std::int64_t> languages;  // messages by tag
    std::string corrected_language;                 // by a human; stronger than any detection
    bool do_not_watch = false;
    timestamp do_not_watch_since;
    std::string do_not_watch_rule;
    std::vector<tie> ties;
    std::vector<std::string> recent_cases;  // ids, in the order in which they were opened

    bool operator==(const person&) const = default;
};

const tie* find_tie(const person& of, std::string_view other);

// The corrected language, or the one seen most often; empty: none yet.
std::string usual_language(const person& of);

}  // namespace earshot::cases
