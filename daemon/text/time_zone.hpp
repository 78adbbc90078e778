// The clock on a wall somewhere: what day and time it is there at a moment, with daylight saving
// time. A value; its copies share what ICU knows of the zone.
#pragma once

#include <memory>
#include <string_view>

#include "earshot/time.hpp"

namespace earshot::texts {

struct wall_time {
    int weekday = 0;  // 0: Monday
    int minute = 0;   // of the day

    bool operator==(const wall_time&) const = default;
};

class time_zone {
public:
    // By its name in the IANA database: `Europe/Amsterdam`, `UTC`. Errors: invalid, with a name
    // that may be meant.
    static result<time_zone> named(std::string_view name);

    wall_time at(timestamp moment) const;

private:
    struct rules;
    explicit time_zone(std::shared_ptr<const rules> known) : rules_(std::move(known)) {}

    std::shared_ptr<const rules> rules_;
};

}  // namespace earshot::texts
