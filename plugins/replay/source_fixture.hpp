// A replay source over a file of the test's own, with the real file service.
#pragma once

#include <fstream>

#include "earshot/testkit/fake_host.hpp"
#include "plugins/services/files_service.hpp"
#include "recording_log.hpp"
#include "replay/replay_source.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

namespace earshot::replay {

class host_with_files final : public host {
public:
    host_with_files(boost::asio::any_io_executor loop, plugins::file_thread& thread,
                    testkit::values given)
        : kit(testkit::configured(replay_source::fields, given), "klm"),
          files_(std::move(loop), thread, {kit.configuration().text("path")}) {}

    testkit::fake_host kit;

    const std::string& instance() const noexcept override { return kit.instance(); }
    const settings& configuration() const noexcept override { return kit.configuration(); }
    void* service(std::string_view id) noexcept override {
        return id == files::id ? static_cast<files*>(&files_) : kit.service(id);
    }

private:
    plugins::files_service files_;
};

struct player {
    player(const std::string& path, std::int64_t speed)
        : services(loop.get_executor(), thread, {{"path", path}, {"speed", speed}}),
          source(services) {}

    result<poll_result> poll(std::string cursor, int most = 100) {
        return tests::run_on(loop, source.poll({std::move(cursor), most}));
    }

    tests::recording_log log;
    boost::asio::io_context loop;
    plugins::file_thread thread{log};
    host_with_files services;
    replay_source source;
};

}  // namespace earshot::replay
