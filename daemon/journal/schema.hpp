// The journal's tables.
#pragma once

#include <span>

#include "store/database.hpp"

namespace earshot::journal {

// Numbered steps, see store/migrations.hpp.
std::span<const char* const> schema_steps();

// `outbox.state`. An item is `ready` only as the first of its conversation; the others are
// `behind`, so that finding what to hand out never walks over what must wait.
enum class item_state : std::uint8_t { ready, leased, retry, behind };

}  // namespace earshot::journal
