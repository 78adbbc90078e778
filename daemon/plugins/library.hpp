// One plugin's shared object, loaded and checked. Shared by its instances; unloaded with the last.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "earshot/descriptor.hpp"

namespace earshot::plugins {

class library {
public:
    // Before anything of the plugin runs: the file is a regular one that only its owner (root or
    // we) can write, and exports a descriptor. Before anything but its static initialisers runs:
    // every line of the descriptor fits. One clear line says what does not.
    //
    // Errors: permanent `plugin.file` (missing, or others could write it), invalid
    // `plugin.not_a_library`, `plugin.not_a_plugin`, `plugin.load`, and those of check().
    static result<std::shared_ptr<const library>> load(const std::filesystem::path& file);

    std::string_view id() const { return about_->id; }
    std::string_view version() const { return about_->version; }
    std::string_view vendor() const { return about_->vendor; }
    std::string_view summary() const { return about_->summary; }
    stability maturity() const { return about_->maturity; }
    std::span<const field> fields() const { return {about_->fields, about_->field_count}; }
    std::span<const char* const> hosts() const { return {about_->hosts, about_->host_count}; }
    std::vector<std::string_view> capabilities() const;

    const std::filesystem::path& file() const { return file_; }  // absolute, without links
    const descriptor& about() const { return *about_; }          // as long as the library lives

private:
    library(std::filesystem::path file, std::shared_ptr<void> opened, const descriptor& about);

    std::filesystem::path file_;
    std::shared_ptr<void> opened_;  // mapped as long as this lives, if not longer: see dlclose(3)
    const descriptor* about_;
};

// `experimental`, `stable`, `deprecated`.
std::string_view to_string(stability maturity) noexcept;

}  // namespace earshot::plugins
