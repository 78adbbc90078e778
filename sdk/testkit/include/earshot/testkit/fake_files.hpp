// Files in memory, for plugins whose platform or destination is a file.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "earshot/service/files.hpp"

namespace earshot::testkit {

// Keeps to the contract of earshot::files, but touches no disk and allows every path. What a crash
// leaves of a line is for tests of the host, not of a plugin.
class fake_files final : public files {
public:
    void put(const std::string& path, std::string bytes);
    bool has(const std::string& path) const { return files_.contains(path); }
    const std::string& bytes(const std::string& path) const { return files_.at(path).bytes; }

    void fail(error why) { problem_ = std::move(why); }  // every call, until mended
    void mend() { problem_.reset(); }

    task<result<void>> append(append_request request) override;
    task<result<file_part>> read(std::string path, std::uint64_t offset,
                                 std::uint64_t limit) override;

private:
    struct file {
        std::string bytes;
        std::uint64_t identity = 0;
    };

    void rotate(const std::string& path, int keep);
    file& open(const std::string& path);  // creates it

    std::map<std::string, file> files_;
    std::uint64_t created_ = 0;
    std::optional<error> problem_;
};

}  // namespace earshot::testkit
