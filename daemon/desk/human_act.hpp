// What a person decided by hand, as an entry of the log: the desk follows it at its place among the
// messages, so that a replay does the same. A value: it becomes JSON and back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "earshot/error.hpp"

namespace earshot::desk {

enum class act : std::uint8_t {
    correct_language,  // `subject` is a person, `value` a language
    link,              // `subject` and `value` are persons: the same human being
    unlink,            // ... are not, after all
    reject,            // ... are not, whatever the evidence suggests
    watch,             // `subject` is a person: messages about us are listened to again
    do_not_watch,      // ... are dropped, unless they are for us
    close_case,        // `subject` is a case
    reopen_case,
};

struct human_act {
    act what = act::correct_language;
    std::string subject;  // `x/2244994945`, `c17`
    std::string value;
    std::string by;  // who said so, as the kernel knows them

    bool operator==(const human_act&) const = default;
};

std::string_view to_string(act what) noexcept;
std::string to_json(const human_act& what);

// Errors: invalid.
result<human_act> human_act_from_json(std::string_view json);

}  // namespace earshot::desk
