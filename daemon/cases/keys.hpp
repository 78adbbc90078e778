// How the desk's records are named: `case/c17`, `person/x/4711`. A part that contains `/` or `%` is
// escaped, so that two different things never share a name.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "earshot/message.hpp"

namespace earshot::cases {

// Position of an entry in the log.
using sequence = std::int64_t;

std::string key_of(std::initializer_list<std::string_view> parts);

// `person`, `case`, ...: what stands before the first `/`.
std::string_view kind_of(std::string_view key);

// The last part of a key without escapes: the id of `case/c17`.
std::string last_part(std::string_view key);

std::string person_key(std::string_view platform, std::string_view author);
std::string person_key(const message& item);  // who wrote it
std::string case_key(std::string_view id);
std::string case_id(sequence opening);  // `c17`

// Orders the ids of cases by when they were opened: `c9` comes before `c17`.
inline std::pair<std::size_t, std::string_view> opening_order(std::string_view id) {
    return {id.size(), id};
}

// The message that came under this id; the case it belongs to.
std::string object_key(std::string_view platform, std::string_view account, std::string_view id);

// One customer in one conversation; without an author: whoever wrote there last.
std::string thread_key(std::string_view platform, std::string_view account, std::string_view thread,
                       std::string_view author);

// What waits for a message that was answered before it came.
std::string await_key(std::string_view platform, std::string_view account, std::string_view id);

std::string reply_key(sequence reply);

// What the author of a message was answered outside any case; without one: what was answered in
// the conversation.
std::string answers_key(const message& said);

std::string trace_key(std::string_view kind, std::string_view value);

// The UTC day, `day/2026-11-22/x/klm`, so that a week is a range of keys.
std::string day_key(timestamp at, std::string_view platform, std::string_view account);

// There while a case is unanswered: `waiting/` lists them without reading every case.
std::string waiting_key(std::string_view id);

// There while somebody has a suggestion that nobody has decided: `suggested/` lists them.
std::string suggested_key(std::string_view person_key);

}  // namespace earshot::cases
