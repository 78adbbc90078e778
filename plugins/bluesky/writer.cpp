#include "bluesky/writer.hpp"

#include <algorithm>

#include "bluesky/at_uri.hpp"
#include "bluesky/page.hpp"
#include "bluesky/problem.hpp"
#include "earshot/signature.hpp"

namespace earshot::bluesky {

namespace {

constexpr std::size_t most_resolved = 10;  // mentions in one answer

// Answers after which the record may be there all the same: an earlier attempt had the same key.
bool may_be_there(const error& why) {
    return why.kind == error_kind::invalid || why.kind == error_kind::conflict ||
           why.kind == error_kind::permanent || why.code == "bluesky.server";
}

}  // namespace

writer::writer(const account& to, client& server, host& services)
    : account_(to), client_(server), text_(use<text>(services)) {}

task<result<receipt>> writer::publish(publish_request request) {
    if (const auto fit = check_answer(request, text_); !fit) co_return std::unexpected(fit.error());
    auto where = co_await find_place(request.answer.object_id);
    if (!where) co_return std::unexpected(where.error());
    auto people = co_await resolve(request.answer.text);
    auto images = co_await upload(std::move(request.pictures));
    if (!images) co_return std::unexpected(images.error());
    const auto who = co_await client_.who();
    if (!who) co_return std::unexpected(who.error());
    const groundwork known{std::move(*where), std::move(people), std::move(*images)};
    std::string body = create_body(request, known, account_, who->did);
    const auto answer = co_await client_.post("com.atproto.repo.createRecord", std::move(body));
    if (answer) co_return read_written(*answer, account_);
    if (!may_be_there(answer.error())) co_return std::unexpected(answer.error());
    const auto found = co_await find(std::move(request));
    if (found && *found) co_return **found;
    if (!found && found.error().code == "bluesky.key_taken")
        co_return std::unexpected(found.error());
    co_return std::unexpected(answer.error());
}

task<result<std::optional<receipt>>> writer::find(publish_request request) {
    const auto who = co_await client_.who();
    if (!who) co_return std::unexpected(who.error());
    std::string query = "repo=" + percent_encode(who->did) +
                        "&collection=app.bsky.feed.post&rkey=" + key_of(request);
    const auto body = co_await client_.get("com.atproto.repo.getRecord", std::move(query));
    if (!body && body.error().code == not_found) co_return std::nullopt;
    if (!body) co_return std::unexpected(body.error());
    auto made = read_found(*body, request, account_);
    if (!made) co_return std::unexpected(made.error());
    co_return std::move(*made);
}

task<result<place>> writer::find_place(std::string parent) {
    std::string query = "uris=" + percent_encode(parent);
    const auto body = co_await client_.get("app.bsky.feed.getPosts", std::move(query));
    if (!body) co_return std::unexpected(body.error());
    auto found = read_place(*body, parent);
    if (!found) co_return std::unexpected(found.error());
    if (*found) co_return std::move(**found);
    query = "depth=0&parentHeight=0&uri=" + percent_encode(parent);
    const auto thread = co_await client_.get("app.bsky.feed.getPostThread", std::move(query));
    if (!thread) co_return std::unexpected(thread.error());
    const auto as = read_thread(*thread);
    if (!as) co_return std::unexpected(as.error());
    if (*as == shown_as::blocked)
        co_return fail(error_kind::permanent, "bluesky.blocked",
                       "the post's author and the account block each other, so that the answer "
                       "would not be shown");
    if (*as == shown_as::not_found)
        co_return fail(error_kind::gone, std::string(not_found),
                       "the post to be answered was deleted");
    co_return fail(error_kind::transient, "bluesky.server",
                   "the server shows the post in its thread, but not by its name");
}

// A handle that leads nowhere stays plain text: no reason to hold up an answer.
task<std::vector<resolved>> writer::resolve(std::string text) {
    std::vector<resolved> people;
    for (const mark& one : find_marks(text)) {
        const bool known = std::ranges::find(people, one.value, &resolved::handle) != people.end();
        if (one.kind != entity_kind::mention || known || people.size() >= most_resolved) continue;
        std::string query = "handle=" + percent_encode(one.value);
        const auto body =
            co_await client_.get("com.atproto.identity.resolveHandle", std::move(query));
        std::string did = body ? read_resolved(*body) : std::string();
        if (!did.empty()) people.push_back({one.value, std::move(did)});
    }
    co_return people;
}

// Each attempt does so again: the server knows the same bytes, and drops what no record shows.
task<result<json::array>> writer::upload(std::vector<picture> pictures) {
    json::array images;
    for (picture& one : pictures) {
        std::string bytes = std::move(one.bytes);
        const auto body = co_await client_.upload(one.media_type, std::move(bytes));
        if (!body) co_return std::unexpected(body.error());
        auto image = read_uploaded(*body, one);
        if (!image) co_return std::unexpected(image.error());
        images.push_back(std::move(*image));
    }
    co_return images;
}

}  // namespace earshot::bluesky
