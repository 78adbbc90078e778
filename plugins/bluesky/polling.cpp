#include "bluesky/polling.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <ranges>
#include <span>

#include "bluesky/at_uri.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/post_mapping.hpp"
#include "bluesky/problem.hpp"
#include "earshot/signature.hpp"

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr int most_on_page = 100;
constexpr std::size_t most_at_once = 25;  // of app.bsky.feed.getPosts
constexpr int most_held = 5;              // pages of 100 that a poll keeps in memory
constexpr int most_confirmed = 10;        // posts a poll asks for one by one
constexpr duration kept_longer = 1h;      // than look_back, so that nothing seen is new again

constexpr const char* newest_unreadable = "unreadable";  // among what was seen

// Records may carry whatever their authors like, beside what is shown of them.
template <class T>
bool too_large(const result<T>& answer) {
    return !answer && answer.error().code == "http.too_large";
}

std::string with_page(std::string query, const std::string& place) {
    if (!place.empty()) query += "&cursor=" + percent_encode(place);
    return query;
}

std::string naming(std::span<const std::string> uris) {
    std::string query;
    for (const std::string& uri : uris)
        query += (query.empty() ? "uris=" : "&uris=") + percent_encode(uri);
    return query;
}

void append(page& to, page more) {
    to.facts.count += more.facts.count;
    to.facts.next = std::move(more.facts.next);
    to.facts.unreadable = more.facts.unreadable;
    if (more.facts.oldest)
        to.facts.oldest =
            std::min(to.facts.oldest.value_or(*more.facts.oldest), *more.facts.oldest);
    std::ranges::move(more.posts, std::back_inserter(to.posts));
}

// A recent post of a customer that the list, had it gone on, would have shown.
bool older_than(const cursor& at, const std::vector<std::string>& shown, const walk& done,
                std::string_view did) {
    return std::ranges::any_of(shown, [&](const std::string& uri) {
        const seen_post* known = find_seen(at, uri);
        const auto place = read_post_uri(uri);
        return known && place && place->did != did && known->when < done.oldest &&
               known->when >= done.floor;
    });
}

}  // namespace

poller::poller(const account& to, client& server, host& services)
    : account_(to), client_(server), log_(use<log>(services)), metrics_(use<metrics>(services)) {}

task<result<poll_result>> poller::poll(std::string text) {
    auto before = read_cursor(text);
    if (!before) co_return std::unexpected(before.error());
    const auto who = co_await client_.who();
    if (!who) co_return std::unexpected(who.error());
    harvest made;
    made.did = who->did;
    made.now = client_.now();
    made.at = std::move(*before);

    const auto mentioned = co_await walk_on(source::mentions, made);
    if (!mentioned) co_return std::unexpected(mentioned.error());
    // What the brand says itself follows what was said to it.
    if (!made.at.mentions.current)
        if (const auto own = co_await walk_on(source::own, made); !own)
            co_return std::unexpected(own.error());
    hand_over_found(made);

    if (mentioned->how != walk_end::goes_on) {
        const std::size_t count = mentioned->done.scan ? most_seen : most_at_once;
        const auto shown = co_await look_again(count, made);
        if (!shown) co_return std::unexpected(shown.error());
        const bool older_known = older_than(made.at, *shown, mentioned->done, made.did);
        const auto missed = left_unread(*mentioned, older_known, account_);
        if (is_news(*mentioned, made) && missed) made.items.gaps.push_back(*missed);
    }
    prune(made.at, made.now - account_.look_back - kept_longer);
    poll_result out;
    out.more = made.at.mentions.current || made.at.own.current;
    out.cursor = write_cursor(made.at);
    out.items = std::move(made.items);
    co_return out;
}

task<result<walk_step>> poller::walk_on(source from, harvest& into) {
    position& place = from == source::mentions ? into.at.mentions : into.at.own;
    const position at = begun(place, account_, into.now);
    auto got = co_await read_stretch(from, *at.current, into);
    if (!got) co_return std::unexpected(got.error());
    if (!*got) {
        place = restarted(at);
        walk_step again;
        again.at = place;
        co_return again;
    }
    walk_step made = advanced(at, (*got)->facts);
    place = made.at;
    if (made.how == walk_end::goes_on) co_return made;
    if (made.how == walk_end::unreadable && made.done.scan)
        log_.write(log_level::warning, "bluesky.post_too_large",
                   {{"list", from == source::own ? "own" : "mentions"}});
    auto posts = std::move((*got)->posts);
    if (from == source::mentions)
        if (const auto done = co_await complete(posts); !done)
            co_return std::unexpected(done.error());
    // The server lists the newest first; a conversation is told from its beginning.
    for (listed_post& post : std::views::reverse(posts))
        into.found.emplace(post.when, std::move(post));
    co_return made;
}

task<result<std::optional<page>>> poller::read_stretch(source from, walk on,
                                                       const harvest& so_far) {
    page all;
    all.facts.count = 0;
    all.facts.next = on.next;
    do {
        auto one = co_await read(from, all.facts.next, so_far.did);
        // How far down it came is kept in the cursor; the next poll meets the error.
        if (!one && all.facts.count > 0) break;
        if (!one) co_return std::unexpected(one.error());
        if (!*one) co_return std::nullopt;
        (*one)->posts = unknown(std::move((*one)->posts), on, so_far.at);
        append(all, std::move(**one));
    } while (all.facts.count < most_held && end_after(on, all.facts) == walk_end::goes_on);
    co_return std::move(all);
}

// While a post that cannot be read is the newest of all, each poll comes only down to it.
bool poller::is_news(const walk_step& unread, harvest& into) const {
    const bool at_newest =
        unread.how == walk_end::unreadable && unread.done.oldest == unread.done.began;
    const bool known = find_seen(into.at, newest_unreadable) != nullptr;
    if (at_newest)
        remember(into.at, {newest_unreadable, "", into.now});
    else
        forget(into.at, newest_unreadable);
    return !at_newest || !known;
}

void poller::hand_over_found(harvest& into) {
    for (auto& [when, post] : into.found) take(std::move(post), into);
}

task<result<std::optional<page>>> poller::read(source from, std::string place, std::string did) {
    std::string call = "app.bsky.notification.listNotifications";
    std::string query = "&reasons=mention&reasons=reply&reasons=quote";
    if (from == source::own) {
        call = "app.bsky.feed.getAuthorFeed";
        query = "&filter=posts_with_replies&actor=" + percent_encode(did);
    }
    const auto body = co_await list(from, call, with_page(std::move(query), place));
    if (too_large(body)) {
        page nothing;
        nothing.facts.unreadable = true;
        co_return nothing;
    }
    if (!body && !place.empty() && body.error().kind == error_kind::invalid) {
        log_.write(log_level::warning, "bluesky.paging_restarted", {{"call", call}});
        co_return std::nullopt;
    }
    if (!body) co_return std::unexpected(body.error());
    auto made = from == source::own ? read_feed(*body, did) : read_notifications(*body);
    if (!made) co_return std::unexpected(made.error());
    co_return std::move(*made);
}

// Half as many, and half of those, until the host can read the answer.
task<result<std::string>> poller::list(source from, std::string call, std::string query) {
    int& limit = most_listed_.try_emplace(from, most_on_page).first->second;
    while (true) {
        auto body = co_await client_.listen(call, "limit=" + std::to_string(limit) + query);
        const bool fewer = too_large(body) && limit > 1;
        limit = fewer ? limit / 2 : body ? std::min(limit * 2, most_on_page) : limit;
        if (!fewer) co_return body;
    }
}

std::vector<listed_post> poller::unknown(std::vector<listed_post> posts, const walk& within,
                                         const cursor& at) const {
    std::erase_if(posts, [&](const listed_post& post) {
        const seen_post* known = find_seen(at, name_of(post));
        if (known) return known->mark == mark_of(post.cid);
        return post.when != timestamp{} && post.when < within.wanted;
    });
    return posts;
}

// A notification has the record, but not what people see of it, such as the addresses of images.
task<result<void>> poller::complete(std::vector<listed_post>& posts) {
    std::vector<std::string> uris;
    for (const listed_post& post : posts)
        if (read_post_uri(post.uri)) uris.push_back(post.uri);
    co_return co_await ask_for(std::move(uris), [&posts](std::vector<listed_post> views) {
        for (listed_post& post : posts) {
            const auto view = std::ranges::find(views, post.uri, &listed_post::uri);
            if (view == views.end() || view->cid != post.cid) continue;
            view->shown["reason"] = text_at(post.shown, "reason");
            post.shown = view->shown;
        }
    });
}

void poller::take(listed_post post, harvest& into) {
    const std::string name = name_of(post);
    const seen_post* known = find_seen(into.at, name);
    if (known && known->mark == mark_of(post.cid)) return;
    auto made = map_post(post.shown, account_, into.did);
    if (!made) {
        into.items.rejects.push_back({json::serialize(post.shown), made.error().detail, post.uri});
    } else {
        if (known) {
            made->kind = message_kind::edit;
            made->revision = post.cid;
        }
        into.items.messages.push_back(std::move(*made));
    }
    const timestamp when = post.when == timestamp{} ? into.now : post.when;
    into.fresh.push_back(name);
    remember(into.at, {name, mark_of(post.cid), when});
}

task<result<std::vector<std::string>>> poller::look_again(std::size_t count, harvest& into) {
    std::vector<std::string> asked;
    for (const seen_post& one : into.at.seen) {
        const bool fresh = std::ranges::find(into.fresh, one.uri) != into.fresh.end();
        if (asked.size() < count && !fresh && read_post_uri(one.uri)) asked.push_back(one.uri);
    }
    std::vector<std::string> shown;
    const auto looked = co_await ask_for(asked, [&](std::vector<listed_post> views) {
        for (listed_post& view : views) {
            if (std::ranges::find(asked, view.uri) == asked.end()) continue;
            shown.push_back(view.uri);
            take(std::move(view), into);
        }
    });
    if (!looked) co_return std::unexpected(looked.error());
    int confirmed = 0;
    for (const std::string& uri : asked) {
        if (std::ranges::find(shown, uri) != shown.end()) continue;
        if (confirmed++ >= most_confirmed) continue;
        const bool no_more = co_await gone(uri);
        if (!no_more) continue;
        into.items.messages.push_back(deletion_of(uri, account_, into.did, into.now));
        forget(into.at, uri);
    }
    metrics_.add("posts_looked_at_again", std::ssize(asked));
    co_return shown;
}

// One answer at a time is in memory. What is too large by itself is passed over.
task<result<void>> poller::ask_for(std::vector<std::string> uris, visit_posts visit) {
    std::size_t most = most_at_once;
    for (std::size_t at = 0; at < uris.size();) {
        const auto some = std::span(uris).subspan(at, std::min(most, uris.size() - at));
        const auto body = co_await client_.listen("app.bsky.feed.getPosts", naming(some));
        const bool large = too_large(body);
        most = large ? std::max<std::size_t>(some.size() / 2, 1) : std::min(most * 2, most_at_once);
        if (large && some.size() > 1) continue;
        at += some.size();
        if (large) continue;
        if (!body) co_return std::unexpected(body.error());
        auto views = read_posts(*body);
        if (!views) co_return std::unexpected(views.error());
        visit(std::move(*views));
    }
    co_return result<void>();
}

// That a post is not shown may also mean that its author blocks us.
task<bool> poller::gone(std::string uri) {
    std::string query = "depth=0&parentHeight=0&uri=" + percent_encode(uri);
    const auto body = co_await client_.listen("app.bsky.feed.getPostThread", std::move(query));
    if (!body) co_return body.error().code == not_found;
    const auto as = read_thread(*body);
    co_return as && *as == shown_as::not_found;
}

}  // namespace earshot::bluesky
