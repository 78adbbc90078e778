#include "x/included.hpp"

#include <boost/json.hpp>

#include "x/account.hpp"
#include "x/media.hpp"
#include "x/object_reader.hpp"

namespace earshot::x {

namespace {

// Activity events wrap some users once more, in `{"data": {...}}`.
const json::object& unwrapped(const json::object& item) {
    const json::value* inner = item.if_contains("data");
    return inner && inner->is_object() ? inner->get_object() : item;
}

template <class Use>
void each_object(const json::array* items, Use use) {
    if (!items) return;
    for (const json::value& item : *items)
        if (const json::object* one = item.if_object()) use(unwrapped(*one));
}

}  // namespace

author read_user(const json::object& user) {
    object_reader from(user);
    author who;
    who.id = from.id("id_str");
    if (who.id.empty()) who.id = from.id("id");
    who.handle = from.text({"username", "screen_name"});
    who.display_name = from.text("name");
    who.verified = from.boolean("verified");
    who.followers = from.integer("followers_count");
    if (const json::object* metrics = from.object("public_metrics"))
        who.followers = object_reader(*metrics).integer("followers_count");
    return who;
}

included::included(const json::object* includes) {
    if (!includes) return;
    read_users(*includes);
    read_media(*includes);
    read_posts(*includes);
}

void included::read_users(const json::object& from) {
    each_object(object_reader(from).array("users"),
                [this](const json::object& user) { add_person(read_user(user)); });
}

void included::read_media(const json::object& from) {
    each_object(object_reader(from).array("media"), [this](const json::object& item) {
        attachment made = read_media_object(item);
        if (!made.id.empty()) media_.insert_or_assign(made.id, std::move(made));
    });
}

void included::read_posts(const json::object& from) {
    each_object(object_reader(from).array({"tweets", "posts"}), [this](const json::object& post) {
        object_reader fields(post);
        post_authors_.insert_or_assign(fields.id("id"), fields.id("author_id"));
    });
}

void included::add_person(author who) {
    if (!who.id.empty()) people_.insert_or_assign(who.id, std::move(who));
}

author included::person(const std::string& id) const {
    if (const auto found = people_.find(id); found != people_.end()) return found->second;
    author who;
    who.id = id;
    return who;
}

attachment included::media(const std::string& key) const {
    if (const auto found = media_.find(key); found != media_.end()) return found->second;
    return attachment_from_key(key);
}

std::string included::author_of(const std::string& post_id) const {
    const auto found = post_authors_.find(post_id);
    return found == post_authors_.end() ? std::string() : found->second;
}

}  // namespace earshot::x
