// Platform `replay`: a recorded file as a platform, for tests, demonstrations and trying rules on
// last month's traffic. The file is read once, with the first poll, and held in memory until its
// end was reached.
#pragma once

#include <vector>

#include "earshot/plugin.hpp"
#include "earshot/service/files.hpp"
#include "replay/recording.hpp"

namespace earshot::replay {

class replay_source final : public provides<polling> {
public:
    static constexpr field fields[] = {
        {"path", field_type::path, presence::required, nullptr, nullptr,
         "The recording: a JSON array of conversations, or JSON Lines as the file sink writes "
         "them; at most 64 MiB."},
        {"speed", field_type::integer, presence::optional, "0", nullptr,
         "0: as fast as possible; 1: with the original intervals; 60: an hour in a minute."},
    };

    explicit replay_source(host& services);

    task<result<poll_result>> poll(poll_request request) override;

private:
    task<result<void>> load();
    poll_result take(const poll_request& request, std::size_t next, timestamp began);

    const std::string account_;
    const std::string path_;
    const std::int64_t speed_;
    files& files_;
    const clock& clock_;
    std::vector<turn> turns_;
};

}  // namespace earshot::replay
