#include "bluesky/bluesky.hpp"

#include "bluesky/standing.hpp"

namespace earshot::bluesky {

connector::connector(host& services)
    : account_(read_account(services)),
      text_(use<text>(services)),
      secrets_(use<secrets>(services)),
      client_(account_, services),
      poller_(account_, client_, services),
      writer_(account_, client_, services) {}

// A page of the server's holds at most 100 posts: that is the measure, whatever is asked for.
task<result<poll_result>> connector::poll(poll_request request) {
    co_return co_await poller_.poll(std::move(request.cursor));
}

publish_limits connector::limits() {
    publish_limits made;
    made.max_length = most_graphemes;
    made.repeat = repeat_safety::reconcile;
    made.max_pictures = most_pictures;
    made.max_picture_size = most_picture_bytes;
    return made;
}

result<int> connector::length(const std::string& text) { return length_of(text, text_); }

task<result<receipt>> connector::publish(publish_request request) {
    co_return co_await writer_.publish(std::move(request));
}

task<result<std::optional<receipt>>> connector::reconcile(publish_request request) {
    co_return co_await writer_.find(std::move(request));
}

task<result<credential_status>> connector::examine() {
    const auto held = co_await client_.who();
    if (!held) co_return standing_after(held.error());
    const auto body = co_await client_.get("com.atproto.server.getSession", "");
    if (!body) co_return standing_after(body.error());
    co_return standing_of(*body, *held, secrets_.read("password").has_value());
}

}  // namespace earshot::bluesky
