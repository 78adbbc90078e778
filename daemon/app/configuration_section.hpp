// One mapping of the daemon's own configuration, with the checks that no field table can express.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/config_tree.hpp"
#include "earshot/settings.hpp"

namespace earshot::app {

// Refers to `node` and `problems`, which must outlive it. Values that are wrong or absent read as
// the least one allowed: the problem has been added.
class section_reader {
public:
    // `also` are keys that others read.
    section_reader(const base::config_node& node, std::span<const field> table,
                   std::span<const std::string_view> also, base::config_problems& problems);

    std::string text(const char* name) const;
    std::vector<std::string> list(const char* name) const;
    std::int64_t number(const char* name, std::int64_t least, std::int64_t most) const;
    bool flag(const char* name) const;
    std::size_t size(const char* name) const;  // from 1 KiB to 1 GiB
    duration span(const char* name, duration least, duration most) const;

    // `'name' why`, where the value stands.
    void problem(std::string_view name, const std::string& why) const;

private:
    const base::config_node& node_;
    base::config_problems& problems_;
    settings values_;
};

// The mapping under a key. One that is absent or has no value is an empty mapping.
base::config_node group(const base::config_node& parent, std::string_view name,
                        base::config_problems& problems);

}  // namespace earshot::app
