#include "plugins/catalog.hpp"

#include <algorithm>

#include "base/config_suggest.hpp"

namespace earshot::plugins {

namespace fs = std::filesystem;

namespace {

result<std::vector<fs::path>> shared_objects(const fs::path& directory) {
    std::error_code problem;
    std::vector<fs::path> files;
    fs::directory_iterator next(directory, problem);
    for (; !problem && next != fs::directory_iterator(); next.increment(problem))
        if (next->path().extension() == ".so") files.push_back(next->path());
    if (problem)
        return fail(error_kind::permanent, "plugin.directory",
                    directory.string() + ": " + problem.message());
    std::ranges::sort(files);
    return files;
}

}  // namespace

catalog catalog::load(const fs::path& directory) {
    catalog made;
    made.directory_ = directory;
    const auto files = shared_objects(directory);
    if (!files) made.refused_.push_back(files.error());
    if (files)
        for (const fs::path& file : *files) made.add(file);
    return made;
}

void catalog::add(const fs::path& file) {
    auto loaded = library::load(file);
    if (!loaded) {
        unfit_.emplace(file.stem().string(), loaded.error());
        return refused_.push_back(loaded.error());
    }
    const auto [first, added] = libraries_.try_emplace(std::string((*loaded)->id()), *loaded);
    if (!added)
        refused_.emplace_back(error_kind::invalid, "plugin.duplicate",
                              (*loaded)->file().string() + ": its id " + first->first +
                                  " is already that of " + first->second->file().string());
}

result<std::shared_ptr<const library>> catalog::find(std::string_view id) const {
    if (const auto found = libraries_.find(id); found != libraries_.end()) return found->second;
    if (const auto found = unfit_.find(id); found != unfit_.end())
        return std::unexpected(found->second);
    std::vector<std::string_view> known;
    for (const auto& [name, one] : libraries_) known.push_back(name);
    return fail(error_kind::permanent, "plugin.unknown",
                "no plugin " + std::string(id) + " in " + directory_.string() + ": " +
                    base::suggestion(id, known));
}

}  // namespace earshot::plugins
