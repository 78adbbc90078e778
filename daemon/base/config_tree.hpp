// A configuration file as a tree of texts with their positions. Nothing is interpreted here: `no`,
// `0777` and `1e3` are texts until a field says what they are meant to be.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/config_problems.hpp"
#include "earshot/error.hpp"

namespace earshot::base {

struct config_member;

// A value: immutable once made. Equality ignores positions, so that a comment added above something
// does not change it.
class config_node {
public:
    enum class shape : std::uint8_t { nothing, text, list, mapping };

    config_node();  // nothing
    explicit config_node(config_mark at);
    config_node(config_mark at, std::string text);
    config_node(config_mark at, std::vector<config_node> items);
    config_node(config_mark at, std::vector<config_member> members);
    config_node(const config_node& other);
    config_node(config_node&& other) noexcept;
    config_node& operator=(const config_node& other);
    config_node& operator=(config_node&& other) noexcept;
    ~config_node();

    shape is() const { return shape_; }
    const config_mark& at() const { return at_; }

    // Empty for another shape.
    const std::string& text() const { return text_; }
    const std::vector<config_node>& items() const { return items_; }
    const std::vector<config_member>& members() const { return members_; }

    // The value under a key of a mapping, or null.
    const config_node* find(std::string_view key) const;

    bool operator==(const config_node& other) const;

private:
    shape shape_ = shape::nothing;
    config_mark at_;
    std::string text_;
    std::vector<config_node> items_;
    std::vector<config_member> members_;
};

struct config_member {
    std::string key;
    config_mark at;  // of the key
    config_node value;

    bool operator==(const config_member& other) const;
};

std::string_view to_string(config_node::shape shape) noexcept;  // `a list`, for messages

struct config_limits {
    std::size_t bytes = 1 << 20;
    std::size_t depth = 16;
    std::size_t nodes = 50'000;
};

// Reads YAML 1.2 without anchors, aliases, merge keys, tags and further documents. What is wrong
// goes to `problems`; what could be read is returned all the same, so that more can be found. A
// file with a syntax error, and an empty one, is a node that is nothing.
config_node parse_config(const std::string& file, std::string_view bytes, config_problems& problems,
                         config_limits limits = {});

// The same from a file. Errors: permanent, where it cannot be read at all.
result<config_node> load_config(const std::string& file, config_problems& problems,
                                config_limits limits = {});

}  // namespace earshot::base
