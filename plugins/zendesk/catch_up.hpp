// For an instance that reads no export: what webhooks named just before the daemon ended, and what
// they would have named while there was none, is found by the search for tickets that changed. As
// Zendesk's search learns late, it is done again after a while. Pure.
#pragma once

#include <set>
#include <string>

#include "earshot/time.hpp"
#include "zendesk/json.hpp"

namespace earshot::zendesk {

class catch_up {
public:
    static constexpr std::size_t page_size = 100;

    void begin(timestamp since, timestamp now);

    bool over() const { return rounds_left_ == 0; }
    bool due(timestamp now) const { return !over() && now >= due_; }

    // The request for the next page, after /api/v2.
    std::string path() const;
    void advance(const json::value& page, timestamp now);

private:
    timestamp since_;
    timestamp from_;  // of this round
    timestamp due_;
    int page_ = 1;  // from there
    int rounds_left_ = 0;
};

// The tickets of a page, by their numbers.
std::set<std::string> tickets_on(const json::value& page);

}  // namespace earshot::zendesk
