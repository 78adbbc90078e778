// Records as JSON, version 1: unknown members are ignored, missing ones have their default, lists
// are cut to their limits.
#pragma once

#include <string>
#include <string_view>

#include "cases/person.hpp"
#include "cases/small_records.hpp"

namespace earshot::cases {

std::string encode(const person& of);
std::string encode(const care_case& of);
std::string encode(const pointer& of);
std::string encode(const reply_note& of);
std::string encode(const loose_answers& of);
std::string encode(const awaiting& of);
std::string encode(const trace& of);
std::string encode(const day_count& of);
std::string encode(const mark& of);

// Errors: invalid `cases.bad_record`; then `into` is unchanged.
result<void> decode(std::string_view body, person& into);
result<void> decode(std::string_view body, care_case& into);
result<void> decode(std::string_view body, pointer& into);
result<void> decode(std::string_view body, reply_note& into);
result<void> decode(std::string_view body, loose_answers& into);
result<void> decode(std::string_view body, awaiting& into);
result<void> decode(std::string_view body, trace& into);
result<void> decode(std::string_view body, day_count& into);
result<void> decode(std::string_view body, mark& into);

}  // namespace earshot::cases
