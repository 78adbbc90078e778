#include "webhook/webhook_sink.hpp"

#include "earshot/settings_check.hpp"
#include "earshot/signature.hpp"
#include "webhook/answer.hpp"
#include "webhook/replies.hpp"
#include "webhook/signing.hpp"

namespace earshot::webhook {

namespace {

body_format format_named(std::string_view name) {
    if (name == "binary") return body_format::binary;
    if (name == "slack") return body_format::slack;
    if (name == "teams") return body_format::teams;
    return body_format::structured;
}

// Visible ASCII: anything else would be encoded, or be another address.
bool may_follow_url(std::string_view secret) {
    for (const char c : secret)
        if (c <= 0x20 || c >= 0x7F || c == '\\') return false;
    return !secret.empty();
}

void check_chat(const settings& given, settings_check& check) {
    const std::string what = "says nothing to a chat, and format is " + given.text("format");
    for (const char* unused : {"source", "previous_secret"})
        if (given.has(unused)) check.refuse(unused, what + "; remove it");
}

const settings& checked(const settings& given) {
    settings_check check(given);
    const std::string& format = given.text("format");
    const bool chat = format == "slack" || format == "teams";
    if (chat) check_chat(given, check);
    if (!chat && !given.has("secret"))
        check.refuse("format",
                     "is " + format + ", and CloudEvents are signed; add secret: credential:NAME");
    if (given.has("url_secret") && !given.text("url").ends_with('/'))
        check.refuse("url", "must end with / where url_secret follows it; add the slash");
    check.number("concurrency", 1, 256);
    check.span("timeout", duration{100}, std::chrono::seconds{60});
    check.finish();
    return given;
}

}  // namespace

webhook_sink::webhook_sink(host& services)
    : name_(services.instance()),
      settings_(checked(services.configuration())),
      http_(use<http>(services)),
      secrets_(use<secrets>(services)),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      text_(use<text>(services)),
      format_(format_named(settings_.text("format"))),
      origin_(earshot::origin_of(settings_, name_)),
      receiver_(origin_of(settings_.text("url"))) {}

// A chat shows what comes first first.
sink_capacity webhook_sink::capacity() {
    const auto configured = static_cast<int>(settings_.integer("concurrency"));
    return {.batch = 1, .concurrency = chat() ? 1 : configured};
}

task<std::vector<result<receipt>>> webhook_sink::deliver(std::vector<sink_item> items) {
    return post_all(packed(items));
}

task<std::vector<result<receipt>>> webhook_sink::inform(std::vector<notice> items) {
    return post_all(packed(items));
}

template <class Item>
std::vector<webhook_sink::parcel> webhook_sink::packed(const std::vector<Item>& items) const {
    std::vector<parcel> parcels;
    for (const Item& one : items) {
        const std::string id = id_of(one.key);
        parcels.push_back({id, content_of(one, id)});
    }
    return parcels;
}

template <class Item>
std::optional<event_request> webhook_sink::content_of(const Item& one,
                                                      const std::string& id) const {
    if (chat()) return in_chat(notification_of(one));
    cloud_event event = event_of(origin_, one);
    event.id = id;
    return format_ == body_format::binary ? binary(std::move(event)) : structured(event);
}

std::optional<event_request> webhook_sink::in_chat(const std::optional<notification>& what) const {
    if (!what) return std::nullopt;
    const bool slack = format_ == body_format::slack;
    return event_request{.content_type = "application/json; charset=utf-8",
                         .body = slack ? slack_body(*what, text_) : teams_body(*what, text_)};
}

task<std::vector<result<receipt>>> webhook_sink::post_all(std::vector<parcel> parcels) {
    std::vector<result<receipt>> outcomes;
    const auto with = unlocked();
    for (parcel& one : parcels) {
        if (!one.content)
            outcomes.emplace_back(receipt{one.id, {}});
        else if (!with)
            outcomes.emplace_back(std::unexpected(with.error()));
        else if (!outcomes.empty() && !outcomes.back())
            outcomes.emplace_back(fail(error_kind::transient, "webhook.not_tried",
                                       "an earlier message of the same call failed"));
        else
            outcomes.push_back(co_await post(std::move(one), *with));
    }
    co_return outcomes;
}

// Read anew each time, so that a changed secret counts at once. A wrong one is no reason to give
// messages up, therefore it is `unauthorized`.
result<webhook_sink::access> webhook_sink::unlocked() {
    auto url = address();
    if (!url) return std::unexpected(std::move(url.error()));
    auto found = keys();
    if (!found) return std::unexpected(std::move(found.error()));
    return access{std::move(*url), std::move(*found)};
}

result<std::string> webhook_sink::address() {
    if (!settings_.has("url_secret")) return settings_.text("url");
    const auto secret = secrets_.read("url_secret");
    if (!secret) return fail(error_kind::unauthorized, secret.error().code, secret.error().detail);
    if (!may_follow_url(*secret))
        return fail(error_kind::unauthorized, "webhook.secret",
                    "url_secret is not the rest of an address: put in what follows url, without "
                    "spaces");
    return settings_.text("url") + *secret;
}

result<std::vector<std::string>> webhook_sink::keys() {
    std::vector<std::string> found;
    for (const char* name : {"secret", "previous_secret"}) {
        if (!settings_.has(name)) continue;
        const auto secret = secrets_.read(name);
        if (!secret)
            return fail(error_kind::unauthorized, secret.error().code, secret.error().detail);
        auto key = key_of(*secret);
        if (!key) return std::unexpected(std::move(key.error()));
        found.push_back(std::move(*key));
    }
    return found;
}

http_request webhook_sink::request_for(parcel one, const access& with) const {
    const std::string when = seconds(clock_.now());
    http_request request("POST", with.url);
    request.timeout = settings_.span("timeout");
    request.header("webhook-id", one.id)
        .header("webhook-timestamp", when)
        .header("idempotency-key", one.id);
    if (!with.keys.empty())
        request.header("webhook-signature", signature(with.keys, one.id, when, one.content->body));
    for (auto& [name, value] : one.content->headers)
        request.header(std::move(name), std::move(value));
    request.content(std::move(one.content->content_type), std::move(one.content->body));
    return request;
}

task<result<receipt>> webhook_sink::post(parcel one, access with) {
    const std::string id = one.id;
    http_request request = request_for(std::move(one), with);
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(unanswered(answer.error()));
    const timestamp now = clock_.now();
    auto outcome = chat() ? read_chat_answer(*answer, id, receiver_, now)
                          : read_answer(*answer, id, receiver_, now);
    report(outcome);
    co_return outcome;
}

// A receiver whose answer is too large to read got the message. It is sent again all the same: its
// id is known there, and an answer that can be read may come. What is said of an address is not
// repeated where the address is a secret.
error webhook_sink::unanswered(error why) const {
    if (why.code == "http.too_large") why.kind = error_kind::transient;
    const bool about_address = why.code == "http.url" || why.code == "http.not_allowed";
    if (about_address && settings_.has("url_secret"))
        return {error_kind::unauthorized, "webhook.secret",
                receiver_ + ": url and url_secret together are no address there"};
    return why;
}

void webhook_sink::report(const result<receipt>& outcome) {
    const bool gone = !outcome && outcome.error().code == "webhook.gone";
    if (gone && !gone_) log_.write(log_level::error, "webhook.gone", {{"receiver", receiver_}});
    gone_ = gone;
}

std::vector<webhook_route> webhook_sink::routes() {
    if (!settings_.has("secret")) return {};
    signature_scheme scheme;
    scheme.text = signed_text::id_timestamp_body;
    scheme.header = "webhook-signature";
    scheme.prefix = "v1,";
    scheme.id_header = "webhook-id";
    scheme.timestamp_header = "webhook-timestamp";
    scheme.secret_field = "secret";
    scheme.secret_prefix = "whsec_";
    return {{"replies", std::move(scheme)}};
}

result<batch> webhook_sink::accept(const webhook_request& request) {
    return read_replies(request, name_);
}

}  // namespace earshot::webhook
