#include "webhook/answer.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

#include "earshot/http_date.hpp"

namespace earshot::webhook {

namespace {

namespace json = boost::json;
using namespace std::chrono;

// Nothing where another character is.
std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return whole && !text.empty() && value >= 0 ? std::optional(value) : std::nullopt;
}

std::string member(const json::object& from, std::string_view key) {
    const json::value* found = from.if_contains(key);
    if (!found) return {};
    if (const json::string* text = found->if_string()) return {text->data(), text->size()};
    return found->is_int64() ? std::to_string(found->get_int64()) : std::string();
}

receipt receipt_in(const http_response& answer, const std::string& webhook_id) {
    constexpr std::size_t longest = 64 << 10;
    constexpr std::size_t longest_id = 512;
    receipt proof{webhook_id, {}};
    if (const auto location = answer.header("location")) proof.url = *location;
    if (answer.body.size() > longest || !answer.body.starts_with('{')) return proof;
    json::error_code problem;
    const json::value body = json::parse(answer.body, problem);
    if (problem || !body.is_object()) return proof;
    if (auto id = member(body.get_object(), "id"); !id.empty() && id.size() <= longest_id)
        proof.id = std::move(id);
    if (auto url = member(body.get_object(), "url"); !url.empty()) proof.url = std::move(url);
    return proof;
}

error what_failed(int status, const std::string& where) {
    const std::string said = where + " answered " + std::to_string(status);
    if (status >= 300 && status < 400)
        return {error_kind::transient, "webhook.redirect",
                said + ": redirects are not followed; configure the address it points to"};
    if (status == 401)
        return {error_kind::unauthorized, "webhook.unauthorized",
                said + ": check that both sides have the same secret"};
    if (status == 410)
        return {
            error_kind::permanent, "webhook.gone",
            said + ": the receiver wants no more; remove the sink or configure its new address"};
    if (status == 413) return {error_kind::invalid, "webhook.too_large", said};
    if (status == 429) return {error_kind::throttled, "webhook.throttled", said};
    if (status == 408 || status == 425 || status >= 500)
        return {error_kind::transient, "webhook.unavailable", said};
    return {error_kind::permanent, "webhook.refused", said};
}

// `invalid_token`, `channel_is_archived`; nothing that is not such a word.
std::string word_in(const std::string& body) {
    const bool word = !body.empty() && body.size() <= 40 &&
                      body.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == body.npos;
    return word ? " " + body : std::string();
}

}  // namespace

result<receipt> read_answer(const http_response& answer, const std::string& webhook_id,
                            const std::string& where, timestamp now) {
    if (answer.status >= 200 && answer.status < 300) return receipt_in(answer, webhook_id);
    error why = what_failed(answer.status, where);
    const auto header = answer.header("retry-after");
    const auto wait = header ? retry_after(*header, now) : std::nullopt;
    const bool may_work = why.kind == error_kind::transient || why.kind == error_kind::throttled;
    if (wait && may_work) {
        why.kind = error_kind::throttled;
        why.retry_after = *wait;
    }
    return std::unexpected(std::move(why));
}

result<receipt> read_chat_answer(const http_response& answer, const std::string& webhook_id,
                                 const std::string& where, timestamp now) {
    auto outcome = read_answer(answer, webhook_id, where, now);
    if (outcome) return outcome;
    const int status = answer.status;
    const std::string said = where + " answered " + std::to_string(status) + word_in(answer.body);
    if (status == 401 || status == 403 || status == 404 || status == 410)
        return fail(error_kind::unauthorized, "webhook.unauthorized",
                    said + ": make a new webhook in the chat and put its address into url_secret");
    if (outcome.error().code == "webhook.refused") outcome.error().detail = said;
    return outcome;
}

std::optional<duration> retry_after(std::string_view value, timestamp now) {
    constexpr duration most = days{1};
    if (const auto wait = number(value)) return std::min<duration>(seconds{*wait}, most);
    if (const auto when = parse_http_date(value)) return std::clamp(*when - now, duration{0}, most);
    return std::nullopt;
}

std::string origin_of(const std::string& url) {
    const std::size_t begin = url.find("://");
    if (begin == url.npos) return "the receiver";
    const std::size_t end = url.find_first_of("/?#", begin + 3);
    const std::size_t user = url.substr(0, end).rfind('@');
    const std::size_t host = user == url.npos ? begin + 3 : user + 1;
    return url.substr(0, begin + 3) + url.substr(host, end == url.npos ? end : end - host);
}

}  // namespace earshot::webhook
