// The state of the fake platform, and the few things that change it. Owned by x_twin; the calls
// (calls.hpp) work on it.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "earshot/service/clock.hpp"
#include "twins/faults.hpp"
#include "twins/x/posts.hpp"
#include "twins/x/rate_limits.hpp"
#include "twins/x/script.hpp"
#include "twins/x/tokens.hpp"
#include "twins/x/users.hpp"
#include "twins/x/webhooks.hpp"

namespace earshot::twins::x {

struct platform_options {
    user brand{"4400100200", "NoordzeeAir", "Noordzee Air", 48'200, true};
    credentials known;
    bool enterprise = false;  // exempt from the rule that only those who called are answered
    int limit_factor = 1;     // rate limits are so many times the real ones
    double speed = 1;         // of a script
};

// A webhook address that is being asked to prove itself.
struct challenged {
    std::string hook_id;  // empty: not registered yet
    std::string url;
};

class platform {
public:
    platform(platform_options options, const clock& time);

    timestamp now() const { return clock_.now(); }  // of the machine: tokens, limits
    timestamp present() const;                      // of the platform: posts

    const post& publish(draft text);
    bool remove(post_id id);

    // Starts with the present; people are added at once. [replaces a script that plays]
    void play(script day);
    void advance();  // does what the script has due

    // Who is answered by `item`: the author of its parent, or whom its text begins by calling.
    const user* answered_by(const post& item) const;
    bool concerns_brand(const post& item) const;  // mentions the brand, and is not its own

    void tell(boost::json::object event) { events_.push_back(std::move(event)); }
    std::vector<boost::json::object> take_events() { return std::exchange(events_, {}); }

    struct progress {
        std::size_t scenes = 0;
        std::size_t played = 0;
    };
    progress played() const { return {script_.scenes.size(), next_scene_}; }

    const platform_options options;
    users people;
    posts timeline;
    tokens access;
    rate_limits limits;
    faults broken{{"rate_limited", "unauthorized", "expired", "revoked", "credits", "malformed",
                   "duplicate", "reordered"}};
    webhooks hooks;
    std::map<std::int64_t, challenged> unproven;   // challenges on their way
    std::map<std::string, std::int64_t> requests;  // by label
    std::set<post_id> served;                      // given out in an answer or a delivery

private:
    void perform(const scene& one);
    post_id labelled(const std::string& label) const;

    const clock& clock_;
    script script_;
    std::optional<stage_clock> stage_;
    std::size_t next_scene_ = 0;
    std::map<std::string, post_id> labels_;
    std::vector<boost::json::object> events_;
    timestamp playing_;  // while a scene is performed: its time
};

}  // namespace earshot::twins::x
