// Posts and accounts as JSON, with the fields and expansions that were asked for.
#pragma once

#include <boost/json/object.hpp>
#include <set>
#include <string>
#include <vector>

#include "twins/parameters.hpp"
#include "twins/x/platform.hpp"

namespace earshot::twins::x {

// What a caller wants to see.
struct view {
    std::set<std::string> post_fields;
    std::set<std::string> user_fields;
    std::set<std::string> expansions;
    bool newer_names = false;  // `post.fields` was asked, so `referenced_posts` is answered

    static view parse(const parameters& query);
    static view everything();
};

boost::json::object render(const platform& from, const post& item, const view& wanted);
boost::json::object render(const user& who, const view& wanted);

// `includes` for these posts; what it would hold but cannot be found goes to `errors`.
boost::json::object includes(const platform& from, const std::vector<const post*>& items,
                             const view& wanted, boost::json::array& errors);

// As the older activity deliveries have them (version 1.1 of the platform's API).
boost::json::object render_legacy(const platform& from, const post& item);

}  // namespace earshot::twins::x
