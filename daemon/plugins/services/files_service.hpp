// The host service `files` of one plugin instance: the paths it may touch, and the way from the
// loop to the file thread and back.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <string>
#include <vector>

#include "earshot/service/files.hpp"
#include "plugins/services/file_thread.hpp"

namespace earshot::plugins {

class files_service final : public files {
public:
    // `allowed`: the values of the instance's settings of type path.
    files_service(boost::asio::any_io_executor loop, file_thread& thread,
                  std::vector<std::string> allowed);

    task<result<void>> append(append_request request) override;
    task<result<file_part>> read(std::string path, std::uint64_t offset,
                                 std::uint64_t limit) override;

private:
    result<void> check(const std::string& path) const;

    boost::asio::any_io_executor loop_;
    file_thread& thread_;
    std::vector<std::string> allowed_;
};

}  // namespace earshot::plugins
