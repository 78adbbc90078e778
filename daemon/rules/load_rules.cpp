// The folder's only input and output.
#include <algorithm>
#include <fstream>
#include <system_error>

#include "rules/read_rules.hpp"

namespace earshot::rules {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t max_bytes = 128 << 20;  // of all files

template <class Why>
std::unexpected<error> unreadable(const fs::path& path, const Why& why) {
    return fail(error_kind::permanent, "rules.unreadable",
                "cannot read the rules in " + path.string() + ": " + why);
}

bool is_rule_file(const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name.ends_with(".yaml") && !name.starts_with('.');
}

result<std::vector<fs::path>> files_of(const fs::path& path) {
    std::error_code problem;
    if (!fs::is_directory(path, problem)) return std::vector{path};
    std::vector<fs::path> out;
    for (fs::directory_iterator at(path, problem), end; !problem && at != end;
         at.increment(problem)) {
        if (is_rule_file(*at)) out.push_back(at->path());
        if (out.size() > max_files)
            return unreadable(path, "more than " + std::to_string(max_files) + " files");
    }
    if (problem) return unreadable(path, problem.message());
    if (out.empty()) return unreadable(path, "there is no file in it whose name ends in .yaml");
    std::ranges::sort(out);
    return out;
}

// One byte more than allowed is enough to be refused with its place.
result<std::string> bytes_of(const fs::path& file) {
    std::error_code problem;
    const auto size = fs::file_size(file, problem);
    if (problem) return unreadable(file, problem.message());
    std::ifstream in(file, std::ios::binary);
    if (!in) return unreadable(file, std::generic_category().message(errno));
    std::string bytes(std::min<std::uintmax_t>(size, max_file + 1), '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

}  // namespace

result<rule_set> load_rules(const fs::path& path, base::config_problems& problems) {
    const auto names = files_of(path);
    if (!names) return std::unexpected(names.error());
    std::vector<std::string> contents;
    std::size_t total = 0;
    for (const fs::path& name : *names) {
        auto bytes = bytes_of(name);
        if (!bytes) return std::unexpected(bytes.error());
        total += bytes->size();
        if (total > max_bytes)
            return unreadable(path, "more than " + std::to_string(max_bytes) + " bytes in all");
        contents.push_back(std::move(*bytes));
    }
    std::vector<rule_file> files;
    for (std::size_t i = 0; i < contents.size(); ++i)
        files.push_back({(*names)[i].string(), contents[i]});
    return read_rules(files, problems);
}

}  // namespace earshot::rules
