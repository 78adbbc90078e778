#include "x/publish.hpp"

#include <array>
#include <boost/json.hpp>

#include "earshot/signature.hpp"
#include "x/fields.hpp"
#include "x/included.hpp"
#include "x/links.hpp"
#include "x/object_reader.hpp"
#include "x/post_mapping.hpp"
#include "x/weighted_length.hpp"

namespace earshot::x {

namespace {

using namespace std::chrono_literals;

constexpr duration clock_difference = 5min;  // between X and us, at the very most

receipt receipt_of(const std::string& id, const account& to) {
    return {id, permalink(to.handle, id)};
}

std::string unescaped(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
    std::string out;
    while (!text.empty()) {
        std::size_t taken = 1;
        char shown = text.front();
        for (const auto& [name, value] : entities)
            if (text.starts_with(name)) taken = name.size(), shown = value;
        out += shown;
        text.remove_prefix(taken);
    }
    return out;
}

bool space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool handle_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

std::string_view without_leading_mentions(std::string_view text) {
    while (true) {
        std::size_t at = 0;
        while (at < text.size() && space(text[at])) ++at;
        std::size_t end = at + 1;
        while (end < text.size() && handle_letter(text[end])) ++end;
        const bool mention = at < text.size() && text[at] == '@' && end > at + 1;
        if (!mention || (end < text.size() && !space(text[end]))) return text.substr(at);
        text.remove_prefix(end);
    }
}

std::string single_spaced(std::string_view text) {
    std::string out;
    bool gap = false;
    for (const char c : text) {
        if (space(c)) {
            gap = !out.empty();
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += c;
    }
    return out;
}

bool answers(const message& post, const publish_request& request) {
    return post.from == direction::from_us && post.parent_id == request.answer.object_id;
}

// Of a post that cannot be mapped. One whose text is not whole may be any.
bool may_be(const json::value& item, std::string_view wanted, const text& unicode) {
    const json::object* post = item.if_object();
    if (!post) return true;
    object_reader from(*post);
    const std::string text = from.text("text");
    const bool cut = from.object({"note_tweet", "note_post"}) != nullptr;
    return cut || text.empty() || !from.good() || comparable(text, unicode) == wanted;
}

void look_through(const json::array& posts, const publish_request& request, const account& to,
                  const text& unicode, own_posts& into) {
    const std::string wanted = comparable(request.answer.text, unicode);
    for (const json::value& item : posts) {
        const json::object* fields = item.if_object();
        const auto post = fields ? map_post(*fields, included(), to)
                                 : fail(error_kind::invalid, "x.post", "it is not an object");
        if (!post) {
            if (may_be(item, wanted, unicode))
                into.doubt = "one of our own posts cannot be read: " + post.error().detail;
            continue;
        }
        if (post->created + clock_difference < request.first_attempt)
            into.reached_first_attempt = true;
        if (answers(*post, request) && comparable(post->text, unicode) == wanted) {
            into.found = receipt_of(post->object_id, to);
            return;
        }
    }
}

}  // namespace

result<void> check_answer(const publish_request& request, const account& to, const text& unicode) {
    if (to.auth == auth_method::app_only)
        return fail(error_kind::permanent, "x.app_only",
                    "auth is app_only, with which X lets nobody post; set oauth2 or oauth1");
    if (request.thread_id.find('-') != std::string::npos)
        return fail(error_kind::permanent, "x.direct_message",
                    "the message is a direct message, and this plugin answers only posts; answer "
                    "it in X itself");
    if (!is_id(request.answer.object_id))
        return fail(error_kind::invalid, "x.object_id",
                    "'" + request.answer.object_id.substr(0, 40) + "' is not the id of a post");
    const auto length = weighted_length(request.answer.text, unicode);
    if (!length) return std::unexpected(length.error());
    if (*length > to.max_length)
        return fail(error_kind::invalid, "x.too_long",
                    "the answer counts " + std::to_string(*length) + " of " +
                        std::to_string(to.max_length) + " as X counts; shorten it");
    return {};
}

http_request post_request(const publish_request& request, const account& to) {
    json::object body;
    body["text"] = request.answer.text;
    body["reply"] = json::object{{"in_reply_to_tweet_id", request.answer.object_id}};
    http_request made("POST", to.base_url + "/2/tweets");
    made.content("application/json", json::serialize(body)).budget("post");
    return made;
}

result<receipt> read_posted(const std::string& body, const account& to) {
    const auto parsed = parse_body(body);
    const json::object* answer = parsed ? parsed->if_object() : nullptr;
    const json::object* data = answer ? object_reader(*answer).object("data") : nullptr;
    const std::string id = data ? object_reader(*data).id("id") : std::string();
    if (id.empty())
        return fail(error_kind::conflict, "x.body",
                    "X took the answer, but data.id is not in what it said");
    return receipt_of(id, to);
}

http_request own_posts_request(const publish_request& request, const account& to,
                               const std::string& page_token) {
    std::string url = to.base_url + "/2/users/" + to.user_id +
                      "/tweets?max_results=100&since_id=" + request.answer.object_id + "&" +
                      own_post_fields(to);
    if (!page_token.empty()) url += "&pagination_token=" + percent_encode(page_token);
    http_request made("GET", std::move(url));
    made.budget("own_posts");
    return made;
}

std::string comparable(std::string_view given, const text& unicode) {
    const std::string plain = unicode.nfc(unescaped(given));
    return single_spaced(replace_links(without_leading_mentions(plain), "\x1F"));
}

result<own_posts> find_posted(const std::string& body, const publish_request& request,
                              const account& to, const text& unicode) {
    const auto parsed = parse_body(body);
    const json::object* answer = parsed ? parsed->if_object() : nullptr;
    if (!answer) return fail(error_kind::transient, "x.body", "X's answer is not an object");
    object_reader from(*answer);
    const json::array* posts = from.array("data");
    const json::object none;
    const json::object* meta = from.object("meta");
    object_reader about(meta ? *meta : none);
    own_posts made;
    made.next = about.text("next_token");
    const auto count = about.integer("result_count");
    for (const object_reader* read : {&from, &about})
        if (!read->good())
            return fail(error_kind::transient, "x.body", "X's answer: " + read->problem());
    if (!posts && count != 0)
        return not_certain("X gave no posts and did not say that it has none");
    if (!meta) made.doubt = "X did not say whether there are more posts";
    if (posts) look_through(*posts, request, to, unicode, made);
    return made;
}

result<std::optional<receipt>> conclusion(const own_posts& last) {
    if (last.found) return last.found;
    if (!last.next.empty() && !last.reached_first_attempt)
        return not_certain("X has more posts since the first attempt than are looked through");
    if (!last.doubt.empty()) return not_certain(last.doubt);
    return std::nullopt;
}

std::unexpected<error> not_certain(const std::string& why) {
    return fail(error_kind::transient, "x.not_certain",
                "whether an earlier attempt was posted cannot be told: " + why +
                    "; look at the thread in X if this goes on");
}

}  // namespace earshot::x
