#include "plugins/library.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/dll/shared_library.hpp>
#include <cerrno>
#include <cstring>

#include "plugins/descriptor_check.hpp"
#include "plugins/elf_file.hpp"

namespace earshot::plugins {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view symbol_stem = "earshot_plugin_";

std::string our_symbol() { return std::string(symbol_stem) + std::to_string(abi_major); }

std::unexpected<error> untrusted(std::string why) {
    return fail(error_kind::permanent, "plugin.file", std::move(why));
}

// Whoever can write the file can run code as the daemon.
result<void> check_owner(const fs::path& file) {
    struct stat found{};
    if (stat(file.c_str(), &found) != 0) return untrusted(std::strerror(errno));
    if (!S_ISREG(found.st_mode)) return untrusted("not a regular file");
    if (found.st_uid != 0 && found.st_uid != geteuid())
        return untrusted("it belongs to user " + std::to_string(found.st_uid) +
                         ": it must be root's or the daemon's own");
    if (found.st_mode & S_IWOTH) return untrusted("anybody can write it: chmod go-w");
    if (found.st_mode & S_IWGRP) return untrusted("its group can write it: chmod go-w");
    return {};
}

result<void> check_directory(const fs::path& directory) {
    struct stat found{};
    if (stat(directory.c_str(), &found) != 0) return untrusted(std::strerror(errno));
    if (found.st_mode & S_IWOTH)
        return untrusted("anybody can write its directory " + directory.string() + ": chmod o-w");
    return {};
}

result<void> check_exports(const fs::path& file) {
    const auto symbols = exported_symbols(file);
    if (!symbols) return std::unexpected(symbols.error());
    std::string other;
    for (const std::string& name : *symbols) {
        if (name == our_symbol()) return {};
        if (name.starts_with(symbol_stem)) other = name.substr(symbol_stem.size());
    }
    if (!other.empty())
        return fail(error_kind::invalid, "plugin.abi",
                    "built for plugin ABI " + other + ", this daemon has " +
                        std::to_string(abi_major) + ": take the SDK that came with this daemon");
    return fail(error_kind::invalid, "plugin.not_a_plugin",
                "not an Earshot plugin: it exports no " + our_symbol());
}

// Everything resolved now, not at the first call; its symbols are nobody else's.
result<boost::dll::shared_library> open(const fs::path& file) {
    using mode = boost::dll::load_mode::type;
    try {
        return boost::dll::shared_library(file, mode::rtld_now | mode::rtld_local);
    } catch (const std::exception& problem) {
        return fail(error_kind::invalid, "plugin.load", problem.what());
    }
}

result<fs::path> without_links(const fs::path& file) {
    std::error_code problem;
    fs::path real = fs::canonical(file, problem);
    if (problem) return untrusted(problem.message());
    return real;
}

result<void> check_unopened(const fs::path& file) {
    if (const auto sound = check_owner(file); !sound) return sound;
    if (const auto sound = check_directory(file.parent_path()); !sound) return sound;
    return check_exports(file);
}

// The error once more, with the file's name before it.
std::unexpected<error> about_file(const fs::path& file, error why) {
    why.detail = file.string() + ": " + why.detail;
    return std::unexpected(std::move(why));
}

}  // namespace

library::library(fs::path file, std::shared_ptr<void> opened, const descriptor& about)
    : file_(std::move(file)), opened_(std::move(opened)), about_(&about) {}

result<std::shared_ptr<const library>> library::load(const fs::path& file) {
    auto real = without_links(file);
    if (!real) return about_file(file, real.error());
    if (const auto sound = check_unopened(*real); !sound) return about_file(file, sound.error());
    auto opened = open(*real);
    if (!opened) return about_file(file, opened.error());
    const auto& about = opened->get<const descriptor>(our_symbol());
    if (const auto sound = check(about); !sound) return about_file(file, sound.error());
    auto held = std::make_shared<boost::dll::shared_library>(std::move(*opened));
    return std::shared_ptr<const library>(new library(std::move(*real), std::move(held), about));
}

std::vector<std::string_view> library::capabilities() const {
    return {about_->capabilities, about_->capabilities + about_->capability_count};
}

std::string_view to_string(stability maturity) noexcept {
    switch (maturity) {
        case stability::experimental: return "experimental";
        case stability::stable: return "stable";
        case stability::deprecated: return "deprecated";
    }
    return "unknown";
}

}  // namespace earshot::plugins
