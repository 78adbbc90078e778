#include "intake/webhook_receiver.hpp"

#include "net/signature_check.hpp"

namespace earshot::intake {

namespace {

webhook_request to_webhook_request(net::server_request from, std::string route, timestamp now) {
    webhook_request out;
    out.route = std::move(route);
    out.query = std::move(from.query);
    out.headers = std::move(from.headers);
    out.body = std::move(from.body);
    out.received = now;
    return out;
}

net::server_response refuse(const error& why) {
    switch (why.kind) {
        case error_kind::unauthorized: return {401, "the signature does not match\n"};
        case error_kind::invalid: return {400, why.detail + "\n"};
        default: return {404, "nothing here\n"};
    }
}

net::server_response try_later(const error& why) {
    net::server_response out(503, "cannot be stored now: " + why.code + "\n");
    out.headers.emplace_back("retry-after", "10");
    return out;
}

// Where the proof is the secret itself, it is not to lie in the journal.
void forget_secret(const signature_scheme& scheme, webhook_request& request) {
    if (scheme.proof == webhook_proof::signature) return;
    std::erase_if(request.headers, [&](const auto& one) { return one.first == scheme.header; });
}

}  // namespace

webhook_receiver::webhook_receiver(journal::journal& journal, const clock& time, log& events,
                                   std::function<void()> stored)
    : journal_(journal), clock_(time), log_(events), stored_(std::move(stored)) {}

void webhook_receiver::serve(const std::vector<std::shared_ptr<plugins::instance>>& instances) {
    routes_.clear();
    for (const auto& one : instances)
        for (webhook_route& rules : one->routes()) {
            const std::string path = "/hooks/" + one->name() + "/" + rules.name;
            routes_.insert_or_assign(path, route{one, std::move(rules)});
        }
}

task<net::server_response> webhook_receiver::answer(net::server_request request) {
    const auto found = routes_.find(request.path);
    if (found == routes_.end()) co_return net::server_response(404, "nothing here\n");
    const route at = found->second;  // a reload may replace it while the request is stored
    const std::string peer = request.peer;
    const std::string method = request.method;
    auto hook = to_webhook_request(std::move(request), at.rules.name, clock_.now());
    if (method == "GET") co_return challenge(at, hook);
    if (method != "POST") co_return net::server_response(405, "POST, or GET for a challenge\n");
    if (const auto genuine = check_signature(at, hook); !genuine) {
        note_refusal(at, peer, genuine.error());
        co_return refuse(genuine.error());
    }
    forget_secret(at.rules.scheme, hook);
    co_return co_await keep(at, std::move(hook));
}

task<net::server_response> webhook_receiver::keep(const route& at, webhook_request request) {
    const auto kept = co_await journal_.store_request(at.instance->name(), std::move(request));
    if (!kept) {
        log_.write(log_level::error, "intake.not_stored",
                   {{"instance", at.instance->name()}, {"why", to_string(kept.error())}});
        co_return try_later(kept.error());
    }
    stored_();
    co_return net::server_response(200, "");
}

net::server_response webhook_receiver::challenge(const route& at,
                                                 const webhook_request& request) const {
    auto answered = at.instance->challenge(request);
    if (!answered) return refuse(answered.error());
    net::server_response out(answered->status, std::move(answered->body));
    out.content_type = std::move(answered->content_type);
    return out;
}

result<void> webhook_receiver::check_signature(const route& at,
                                               const webhook_request& request) const {
    const auto secret = at.instance->secret(at.rules.scheme.secret_field);
    if (!secret) return fail(error_kind::unauthorized, secret.error().code, secret.error().detail);
    return net::check_signature(at.rules.scheme, request.headers, request.body, *secret,
                                clock_.now());
}

void webhook_receiver::note_refusal(const route& at, const std::string& peer, const error& why) {
    log_.write(log_level::warning, "intake.refused",
               {{"instance", at.instance->name()}, {"peer", peer}, {"why", to_string(why)}});
}

}  // namespace earshot::intake
