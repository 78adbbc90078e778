// Lists of posts as the server gives them: notifications, our own feed, posts asked for by name.
// Pure.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "bluesky/rounds.hpp"
#include "earshot/batch.hpp"
#include "earshot/message.hpp"

namespace earshot::bluesky {

struct listed_post {
    boost::json::object shown;  // a view or a notification
    std::string uri;            // as it stands there, whatever it is
    std::string cid;
    timestamp when;  // its place in the list; the epoch: not said
};

struct page {
    std::vector<listed_post> posts;
    page_facts facts;
};

// Only what is a mention, a reply or a quote. Errors: transient `bluesky.body`.
result<page> read_notifications(const std::string& body);

// Only what we wrote ourselves. Errors: transient `bluesky.body`.
result<page> read_feed(const std::string& body, std::string_view did);

// Errors: transient `bluesky.body`.
result<std::vector<listed_post>> read_posts(const std::string& body);

// Of app.bsky.feed.getPostThread.
enum class shown_as : std::uint8_t { post, blocked, not_found };
result<shown_as> read_thread(const std::string& body);

// Names an entry that has no proper URI, so that it is put aside only once.
std::string name_of(const listed_post& entry);

}  // namespace earshot::bluesky
