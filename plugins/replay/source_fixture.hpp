// A replay source over a file of the test's own, with the real file service.
#pragma once

#include <fstream>

#include "host_with_files.hpp"
#include "recording_log.hpp"
#include "replay/replay_source.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::replay {

struct player {
    player(const std::string& path, std::int64_t speed)
        : services(loop.get_executor(), thread,
                   testkit::configured(replay_source::fields, {{"path", path}, {"speed", speed}}),
                   "klm"),
          source(services) {}

    result<poll_result> poll(std::string cursor, int most = 100) {
        return tests::run_on(loop, source.poll({std::move(cursor), most}));
    }

    tests::recording_log log;
    boost::asio::io_context loop;
    plugins::file_thread thread{log};
    tests::host_with_files services;
    replay_source source;
};

}  // namespace earshot::replay
