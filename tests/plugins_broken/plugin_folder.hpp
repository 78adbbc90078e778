// A directory of plugins for one test, filled with copies of those that were built for the tests.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "temporary_directory.hpp"

namespace earshot::tests {

class plugin_folder {
public:
    const std::filesystem::path& path() const { return path_; }
    std::string file(const std::string& name) const { return (path_ / (name + ".so")).string(); }

    std::string add(const std::string& name) const {
        namespace fs = std::filesystem;
        fs::copy_file(fs::path(EARSHOT_BROKEN_PLUGINS) / (name + ".so"), file(name));
        fs::permissions(file(name), fs::perms::owner_all | fs::perms::group_read);
        return file(name);
    }

    std::string write(const std::string& name, const std::string& bytes) const {
        std::ofstream(file(name), std::ios::binary) << bytes;
        std::filesystem::permissions(file(name), std::filesystem::perms::owner_all);
        return file(name);
    }

private:
    temporary_directory folder_;
    // Plugins are known by their true paths.
    std::filesystem::path path_ = std::filesystem::canonical(folder_.path());
};

}  // namespace earshot::tests
