#include "base/config_tree.hpp"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace earshot::base {

namespace {

// One byte more than allowed is enough to know that it is too large.
result<std::string> read_bounded(const std::string& file, std::size_t limit) {
    std::error_code problem;
    if (std::filesystem::is_directory(file, problem))
        return fail(error_kind::permanent, "config.unreadable",
                    "cannot read " + file + ": it is a directory; name the file in it");
    std::ifstream in(file, std::ios::binary);
    if (!in)
        return fail(error_kind::permanent, "config.unreadable",
                    "cannot read " + file + ": " + std::generic_category().message(errno));
    std::string bytes(limit + 1, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

}  // namespace

config_node::config_node() = default;
config_node::config_node(const config_node& other) = default;
config_node::config_node(config_node&& other) noexcept = default;
config_node& config_node::operator=(const config_node& other) = default;
config_node& config_node::operator=(config_node&& other) noexcept = default;
config_node::~config_node() = default;

config_node::config_node(config_mark at) : at_(std::move(at)) {}

config_node::config_node(config_mark at, std::string text)
    : shape_(shape::text), at_(std::move(at)), text_(std::move(text)) {}

config_node::config_node(config_mark at, std::vector<config_node> items)
    : shape_(shape::list), at_(std::move(at)), items_(std::move(items)) {}

config_node::config_node(config_mark at, std::vector<config_member> members)
    : shape_(shape::mapping), at_(std::move(at)), members_(std::move(members)) {}

const config_node* config_node::find(std::string_view key) const {
    const auto found = std::ranges::find(members_, key, &config_member::key);
    return found == members_.end() ? nullptr : &found->value;
}

bool config_node::operator==(const config_node& other) const {
    return shape_ == other.shape_ && text_ == other.text_ && items_ == other.items_ &&
           members_ == other.members_;
}

bool config_member::operator==(const config_member& other) const {
    return key == other.key && value == other.value;
}

std::string_view to_string(config_node::shape shape) noexcept {
    switch (shape) {
        case config_node::shape::nothing: return "nothing";
        case config_node::shape::text: return "a text";
        case config_node::shape::list: return "a list";
        case config_node::shape::mapping: return "a mapping";
    }
    return "nothing";
}

result<config_node> load_config(const std::string& file, config_problems& problems,
                                config_limits limits) {
    const auto bytes = read_bounded(file, limits.bytes);
    if (!bytes) return std::unexpected(bytes.error());
    return parse_config(file, *bytes, problems, limits);
}

}  // namespace earshot::base
