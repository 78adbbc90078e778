// The fakes of the test kit, and the real file service beside them.
#pragma once

#include "earshot/testkit/fake_host.hpp"
#include "plugins/services/files_service.hpp"

namespace earshot::tests {

// May reach what stands in the field `path`.
class host_with_files final : public host {
public:
    host_with_files(boost::asio::any_io_executor loop, plugins::file_thread& thread, settings given,
                    std::string instance)
        : kit(std::move(given), std::move(instance)),
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

}  // namespace earshot::tests
