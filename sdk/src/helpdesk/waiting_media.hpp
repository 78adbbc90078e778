// The files that still have to go on their tickets. Durable, bounded, and owned by media_errands.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/service/store.hpp"
#include "earshot/time.hpp"

namespace earshot::helpdesk {

struct waiting_file {
    std::string case_key;
    std::string url;
    timestamp since;
    timestamp due;  // not before

    bool operator==(const waiting_file&) const = default;
};

// Each has a numbered place, which is used again. The lowest free one is taken first, so the first
// that was never written is behind the last.
class waiting_media {
public:
    static constexpr std::size_t most = 500;

    explicit waiting_media(store& kept) : kept_(kept) {}

    // Before all else. May be called again.
    task<result<void>> load();

    // Nothing where it waits already. Errors: transient (disk, `helpdesk.media_waiting`).
    task<result<void>> add(waiting_file one);

    // Whose turn it is: a place.
    std::optional<std::size_t> due(timestamp now) const;
    const waiting_file& at(std::size_t place) const { return *places_.at(place); }

    task<result<void>> change(std::size_t place, waiting_file to);
    task<result<void>> remove(std::size_t place);

private:
    std::size_t free_place() const;

    store& kept_;
    bool loaded_ = false;
    std::vector<std::optional<waiting_file>> places_;
};

}  // namespace earshot::helpdesk
