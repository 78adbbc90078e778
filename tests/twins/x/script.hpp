// A day on the platform, written down: who posts what at which time of the day. Read from YAML
// (or JSON, which is YAML too) and played on the platform's clock.
#pragma once

#include <string>
#include <vector>

#include "earshot/time.hpp"
#include "twins/x/users.hpp"

namespace earshot::twins::x {

enum class act { post, edit, remove };

struct scene {
    duration at{0};  // since midnight
    act what = act::post;
    std::string label;  // by which later scenes refer to it
    std::string by;     // handle
    std::string text;
    std::string language;
    std::string answers;  // label
    std::string quotes;   // label
    std::string target;   // of an edit or a removal: label
    bool photo = false;
};

struct script {
    user brand;
    std::vector<user> people;
    std::vector<scene> scenes;  // by time
};

// Errors: invalid, naming the line.
result<script> parse_script(const std::string& yaml);

// Platform time while a script plays: the day runs `speed` times as fast as the clock from its
// first scene to its last, and as fast as the clock after that.
class stage_clock {
public:
    // `started` is when the first scene is due.
    stage_clock(timestamp started, timestamp midnight, duration first, duration last, double speed);

    timestamp at(timestamp now) const;
    timestamp begin() const { return begin_; }

private:
    timestamp started_;
    timestamp begin_;
    duration length_;
    double speed_;
};

}  // namespace earshot::twins::x
