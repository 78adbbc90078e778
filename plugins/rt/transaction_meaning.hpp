// What a transaction of Request Tracker means to Earshot, whether it was read from the history or
// came by webhook. Pure: both ways make the same of it, so that the host knows it is one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/batch.hpp"
#include "rt/records.hpp"

namespace earshot::rt {

// RT's own user, in whose name its scrips act.
inline constexpr std::string_view system_user = "RT_System";

// An agent's answer. Nothing: it has neither words of his own nor pictures, or its ticket is of no
// case that can be answered.
std::optional<reply> reply_of(const transaction_record& one, std::string_view case_key,
                              std::string text, std::vector<enclosed_picture> pictures,
                              std::string author);

// Closed, reopened or assigned. `new_value` of an owner is a name; empty: nobody.
std::optional<ticket_change> change_of(const transaction_record& one, std::string_view case_key,
                                       const std::vector<std::string>& closed_statuses);

}  // namespace earshot::rt
