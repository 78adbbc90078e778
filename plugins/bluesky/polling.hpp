// Polling: what people wrote to us, what we wrote ourselves, and what became of both. Joins the
// server with the pure parts beside it; keeps nothing between two polls but how many posts a page
// may have.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bluesky/client.hpp"
#include "bluesky/cursor.hpp"
#include "bluesky/page.hpp"
#include "earshot/connector.hpp"
#include "earshot/service/metrics.hpp"

namespace earshot::bluesky {

class poller {
public:
    poller(const account& to, client& server, host& services);  // all outlive it

    // Errors: those of polling::poll.
    task<result<poll_result>> poll(std::string cursor);

private:
    enum class source : std::uint8_t { mentions, own };

    struct harvest {
        std::string did;
        timestamp now;
        cursor at;
        std::multimap<timestamp, listed_post> found;  // what is to be handed over, in that order
        batch items;
        std::vector<std::string> fresh;  // what this poll brought
    };

    // One page. Nothing where the server no longer knows that page.
    task<result<std::optional<page>>> read(source from, std::string place, std::string did);
    task<result<std::string>> list(source from, std::string call, std::string query);

    // As many pages as one poll may hold, or fewer where they come down to what was handed over;
    // of their posts only what is new. Memory: at most most_held pages.
    task<result<std::optional<page>>> read_stretch(source from, walk on, const harvest& so_far);
    task<result<walk_step>> walk_on(source from, harvest& into);
    void hand_over_found(harvest& into);
    task<result<void>> complete(std::vector<listed_post>& posts);
    bool is_news(const walk_step& unread, harvest& into) const;
    void take(listed_post post, harvest& into);
    std::vector<listed_post> unknown(std::vector<listed_post> posts, const walk& within,
                                     const cursor& at) const;

    // Asks for posts seen before. The names of those that are still shown.
    task<result<std::vector<std::string>>> look_again(std::size_t count, harvest& into);
    using visit_posts = std::function<void(std::vector<listed_post>)>;
    task<result<void>> ask_for(std::vector<std::string> uris, visit_posts visit);
    task<bool> gone(std::string uri);

    const account& account_;
    client& client_;
    log& log_;
    metrics& metrics_;
    std::map<source, int> most_listed_;
};

}  // namespace earshot::bluesky
