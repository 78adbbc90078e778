// A directory of plugins for one test, filled with copies of those that were built for the tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace earshot::tests {

class plugin_folder {
public:
    plugin_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "earshot-XXXXXX").string();
        if (!mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
        path_ = std::filesystem::canonical(name);
    }
    ~plugin_folder() { std::filesystem::remove_all(path_); }
    plugin_folder(const plugin_folder&) = delete;
    plugin_folder& operator=(const plugin_folder&) = delete;

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
    std::filesystem::path path_;
};

}  // namespace earshot::tests
