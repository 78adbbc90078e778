// What a rule asks of a message: a tree of values, as read from the file. Terms and patterns are
// numbers of a term_index.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "base/config_problems.hpp"
#include "text/time_zone.hpp"

namespace earshot::rules {

struct condition;
using conditions = std::vector<condition>;

struct any_term {  // words, exact, pattern
    std::vector<std::uint32_t> terms;
};

struct all_terms {  // all_words
    std::vector<std::uint32_t> terms;
};

// One of these names is the message's; which of its fields that is, is the condition's.
struct one_of {
    enum class fact : std::uint8_t { language, kind, platform, account, handle };
    fact of = fact::language;
    std::vector<std::string> names;  // `unknown` is a language
};

// An earlier rule said so. `none`: no earlier rule gave a class.
struct said {
    bool topic = false;  // else the class
    std::vector<std::string> names;
};

struct is_so {
    enum class fact : std::uint8_t { addressed, verified, attachments };
    fact of = fact::addressed;
    bool wanted = true;
};

struct has_attachment {
    std::vector<std::string> types;  // `image`, or all of `image/png`
};

struct in_range {
    enum class fact : std::uint8_t { followers, stars };
    fact of = fact::followers;
    std::int64_t at_least = 0;
    std::int64_t at_most = INT64_MAX;
};

struct in_time {
    texts::time_zone zone;
    std::uint8_t days = 0x7F;  // a bit each, Monday is the lowest
    int from = 0;              // minutes of the day
    int to = 24 * 60;          // exclusive; at or before `from`: over midnight
};

struct group {
    enum class rule : std::uint8_t { all, any, none };
    rule how = rule::all;
    conditions members;
};

// How the file has it, for people.
struct wording {
    std::string name;   // `words`; `any`
    std::string asked;  // `gestrand, zit vast`
    base::config_mark at;
};

// Small, because very many are looked at in no order: what is for people stands apart.
struct condition {
    std::variant<any_term, all_terms, one_of, said, is_so, has_attachment, in_range, in_time, group>
        what;
    std::shared_ptr<const wording> words;
};

}  // namespace earshot::rules
