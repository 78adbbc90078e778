// What X sends beside a post and the post refers to by id: people, media, other posts.
#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <string_view>

#include "earshot/message.hpp"

namespace earshot::x {

// Lookups give empty values for what X left out: it leaves out what is protected or deleted.
class included {
public:
    included() = default;
    explicit included(const boost::json::object* includes);  // null: nothing was included

    author person(const std::string& id) const;  // with the id, even if nothing else is known
    attachment media(const std::string& key) const;
    std::string author_of(const std::string& post_id) const;

    void add_person(author who);

private:
    void read_users(const boost::json::object& from);
    void read_media(const boost::json::object& from);
    void read_posts(const boost::json::object& from);

    std::map<std::string, author, std::less<>> people_;
    std::map<std::string, attachment, std::less<>> media_;
    std::map<std::string, std::string, std::less<>> post_authors_;
};

// One user, in the shape of API v2 or of v1.1. Nothing where it has no id.
author read_user(const boost::json::object& user);

}  // namespace earshot::x
