// Which keys are in the file, or in the one rotated last. Asked only for items that may have been
// written before: after a crash, or after a call whose end nobody saw. Read once, then only what
// was added since.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_set>

#include "earshot/service/files.hpp"

namespace earshot::file {

class written_keys {
public:
    written_keys(files& disk, std::string path) : files_(disk), path_(std::move(path)) {}

    // Reads on to the end of both files. Errors: as of files.
    task<result<void>> catch_up();

    bool contains(const std::string& key) const;
    bool empty() const { return seen_.empty(); }
    void forget() { seen_.clear(); }

private:
    struct progress {
        std::uint64_t offset = 0;
        std::unordered_set<std::string> keys;
    };

    task<result<std::uint64_t>> read_on(std::string path);
    std::uint64_t read_to(std::uint64_t identity) const;
    bool take(const file_part& part, std::uint64_t offset);

    files& files_;
    const std::string path_;
    std::map<std::uint64_t, progress> seen_;  // by identity: a file keeps it when it is rotated
};

}  // namespace earshot::file
