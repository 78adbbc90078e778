// The plugins of a directory: those that fit, by id, and those that do not, each with its reason.
// For the daemon at start-up and for the operator's command, which needs no daemon to ask.
#pragma once

#include <map>
#include <string>

#include "plugins/library.hpp"

namespace earshot::plugins {

class catalog {
public:
    // Every `*.so`, in the order of their names. A plugin that does not fit is set aside and the
    // others are loaded; of two with one id the first stays. Never throws for what is on the disk.
    static catalog load(const std::filesystem::path& directory);

    // Errors: why the file ID.so was refused; permanent `plugin.unknown`, with the nearest id.
    result<std::shared_ptr<const library>> find(std::string_view id) const;

    const std::map<std::string, std::shared_ptr<const library>, std::less<>>& libraries() const {
        return libraries_;
    }
    const std::vector<error>& refused() const { return refused_; }  // each names its file

private:
    void add(const std::filesystem::path& file);

    std::filesystem::path directory_;
    std::map<std::string, std::shared_ptr<const library>, std::less<>> libraries_;
    std::vector<error> refused_;
    std::map<std::string, error, std::less<>> unfit_;  // by the file's name without `.so`
};

}  // namespace earshot::plugins
