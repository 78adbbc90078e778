// Which conversation of which customer a message is part of.
#pragma once

#include <string>
#include <vector>

#include "cases/memory.hpp"

namespace earshot::cases {

bool is_public(const message& item);

// Where an object belongs, by its id on the message's account; nothing: never filed.
const pointer* pointer_to(const memory& in, const message& item, const std::string& object);

// What this message answers and has not come yet; empty: nothing. Through our own answers, whose
// place is not known either.
std::string missing_parent(const memory& in, const message& item);

// The name of the conversation: the platform's, or the object it began with as far as known.
std::string thread_of(const memory& in, const message& item);

// Ids of the customer's cases that this message shows to be one conversation, the one to go on with
// first. Empty: it begins one.
std::vector<std::string> conversation_of(const memory& in, const message& item, const options& set);

// The case that something of ours, or of another account of the brand, was said in.
const care_case* case_spoken_in(const memory& in, const message& item);

}  // namespace earshot::cases
