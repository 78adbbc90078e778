#include "webhook/webhook_sink.hpp"

#include <stdexcept>

#include "earshot/signature.hpp"
#include "webhook/answer.hpp"
#include "webhook/replies.hpp"
#include "webhook/signing.hpp"

namespace earshot::webhook {

namespace {

event_origin origin_from(const settings& given, const std::string& instance) {
    const bool named = given.has("source") && !given.text("source").empty();
    return {named ? given.text("source") : "/earshot/" + percent_encode(instance),
            given.text("type_prefix")};
}

// A receiver whose answer is too large to read got the message. It is sent again all the same: its
// id is known there, and an answer that can be read may come.
error unanswered(error why) {
    if (why.code == "http.too_large") why.kind = error_kind::transient;
    return why;
}

}  // namespace

webhook_sink::webhook_sink(host& services)
    : name_(services.instance()),
      settings_(services.configuration()),
      http_(use<http>(services)),
      secrets_(use<secrets>(services)),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      format_(settings_.text("format") == "binary" ? event_format::binary
                                                   : event_format::structured),
      origin_(origin_from(settings_, name_)),
      receiver_(origin_of(settings_.text("url"))) {
    const std::int64_t concurrency = settings_.integer("concurrency");
    if (concurrency < 1 || concurrency > 256)
        throw std::invalid_argument("concurrency must be between 1 and 256");
}

sink_capacity webhook_sink::capacity() {
    return {.batch = 1, .concurrency = static_cast<int>(settings_.integer("concurrency"))};
}

task<std::vector<result<receipt>>> webhook_sink::deliver(std::vector<sink_item> items) {
    std::vector<result<receipt>> outcomes;
    const auto signing = keys();
    for (sink_item& one : items) {
        // After a failure the rest waits too: it may be of the same conversation.
        if (!signing)
            outcomes.emplace_back(std::unexpected(signing.error()));
        else if (!outcomes.empty() && !outcomes.back())
            outcomes.emplace_back(fail(error_kind::transient, "webhook.not_tried",
                                       "an earlier message of the same call failed"));
        else
            outcomes.push_back(co_await post(std::move(one), *signing));
    }
    co_return outcomes;
}

// Read anew each time, so that a changed secret counts at once. A wrong one is no reason to give
// messages up, therefore it is `unauthorized`.
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

http_request webhook_sink::request_for(const sink_item& one, const std::string& id,
                                       const std::vector<std::string>& keys) const {
    event_request event = to_event(format_, origin_, id, one);
    const std::string when = seconds(clock_.now());
    http_request request("POST", settings_.text("url"));
    request.timeout = settings_.span("timeout");
    request.header("webhook-id", id)
        .header("webhook-timestamp", when)
        .header("webhook-signature", signature(keys, id, when, event.body))
        .header("idempotency-key", id);
    for (auto& [name, value] : event.headers) request.header(std::move(name), std::move(value));
    request.content(std::move(event.content_type), std::move(event.body));
    return request;
}

task<result<receipt>> webhook_sink::post(sink_item one, std::vector<std::string> keys) {
    const std::string id = id_of(one.key);
    http_request request = request_for(one, id, keys);
    const auto answer = co_await http_.send(std::move(request));
    if (!answer) co_return std::unexpected(unanswered(answer.error()));
    auto outcome = read_answer(*answer, id, receiver_, clock_.now());
    report(outcome);
    co_return outcome;
}

void webhook_sink::report(const result<receipt>& outcome) {
    const bool gone = !outcome && outcome.error().code == "webhook.gone";
    if (gone && !gone_) log_.write(log_level::error, "webhook.gone", {{"receiver", receiver_}});
    gone_ = gone;
}

std::vector<webhook_route> webhook_sink::routes() {
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

result<webhook_answer> webhook_sink::challenge(const webhook_request&) {
    return fail(error_kind::permanent, "webhook.no_challenge", "replies are posted, not fetched");
}

result<batch> webhook_sink::accept(const webhook_request& request) {
    return read_replies(request, name_);
}

}  // namespace earshot::webhook
