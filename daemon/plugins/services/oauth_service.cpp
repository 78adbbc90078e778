#include "plugins/services/oauth_service.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "earshot/signature.hpp"

namespace earshot::plugins {

namespace asio = boost::asio;

namespace {

constexpr auto store_key = "oauth";
constexpr duration margin{60'000};  // a token is good for this long at least when it is given out

std::string digest_of(const std::string& seed) { return to_hex(digest(hash::sha256, seed)); }

}  // namespace

oauth_service::oauth_service(asio::any_io_executor loop, http& requests, secrets& secret_values,
                             store& kept, const clock& time, log& events)
    : http_(requests),
      secrets_(secret_values),
      store_(kept),
      clock_(time),
      log_(events),
      bell_(loop, asio::steady_timer::time_point::max()),
      scope_(loop, events) {}

task<result<std::string>> oauth_service::access_token(oauth_client client) {
    if (good() && !seed_replaced(client)) co_return current_->access_token;
    if (!renewing_) begin(std::move(client));
    while (renewing_) {
        co_await bell_.async_wait(asio::as_tuple(asio::use_awaitable));
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none)
            co_return fail(error_kind::cancelled, "oauth.cancelled",
                           "the call was stopped while it waited for a token");
    }
    if (!outcome_) co_return std::unexpected(outcome_.error());
    co_return current_->access_token;
}

void oauth_service::reject(const std::string& token) {
    if (current_ && current_->access_token == token) current_->expires = timestamp{};
}

task<void> oauth_service::stop() { co_await scope_.join(); }

bool oauth_service::good() const {
    return current_ && saved_ && !current_->access_token.empty() &&
           clock_.now() + margin <= current_->expires;
}

// A new grant counts at once: the old one may be another account's, or about to be withdrawn.
bool oauth_service::seed_replaced(const oauth_client& client) {
    const result<std::string> seed = secrets_.read(client.refresh_token_field);
    return seed && digest_of(*seed) != current_->seed_digest;
}

void oauth_service::begin(oauth_client client) {
    renewing_ = true;
    outcome_ = fail(error_kind::transient, "oauth.refresh_failed", "the refresh ended by a bug");
    scope_.spawn("oauth refresh", renew(std::move(client)));
}

task<void> oauth_service::renew(oauth_client client) {
    struct end {
        oauth_service& of;
        ~end() {
            of.renewing_ = false;
            of.bell_.cancel();
        }
    } const at_the_end{*this};
    outcome_ = co_await renewed(std::move(client));
}

task<result<void>> oauth_service::renewed(oauth_client client) {
    if (!loaded_)
        if (auto done = co_await load(); !done) co_return done;
    if (auto done = follow_seed(client); !done) co_return done;
    if (!saved_)
        if (auto done = co_await save(); !done) co_return done;
    if (good()) co_return result<void>();
    if (refused_) co_return std::unexpected(*refused_);
    co_return co_await refresh(std::move(client));
}

task<result<void>> oauth_service::load() {
    const auto stored = co_await store_.get(store_key);
    if (!stored) co_return std::unexpected(stored.error());
    loaded_ = true;
    if (!*stored) co_return result<void>();
    current_ = read_token_pair(**stored);
    if (!current_) log_.write(log_level::warning, "oauth.stored_pair_unreadable", {});
    co_return result<void>();
}

// The pair on disk descends from the operator's secret; another secret means another grant.
result<void> oauth_service::follow_seed(const oauth_client& client) {
    const result<std::string> seed = secrets_.read(client.refresh_token_field);
    if (!seed && current_) return {};
    if (!seed) return std::unexpected(seed.error());
    const std::string seed_digest = digest_of(*seed);
    if (current_ && current_->seed_digest == seed_digest) return {};
    if (current_) log_.write(log_level::info, "oauth.seed_replaced", {});
    current_ = token_pair{.refresh_token = *seed, .seed_digest = seed_digest};
    refused_.reset();
    saved_ = true;  // the operator's file is where it is kept
    return {};
}

task<result<void>> oauth_service::refresh(oauth_client client) {
    const result<std::string> secret = client_secret(client);
    if (!secret) co_return std::unexpected(secret.error());
    const auto answer =
        co_await http_.send(refresh_request(client, *secret, current_->refresh_token));
    if (!answer) co_return std::unexpected(answer.error());
    auto fresh = read_token_answer(*answer, *current_, clock_.now());
    if (!fresh && fresh.error().kind == error_kind::unauthorized) {
        refused_ = fresh.error();
        log_.write(log_level::error, "oauth.refresh_refused", {{"why", fresh.error().detail}});
    }
    if (!fresh) co_return std::unexpected(fresh.error());
    current_ = *std::move(fresh);
    saved_ = false;
    co_return co_await save();
}

result<std::string> oauth_service::client_secret(const oauth_client& client) {
    if (client.client_secret_field.empty()) return std::string();
    return secrets_.read(client.client_secret_field);
}

task<result<void>> oauth_service::save() {
    auto done = co_await store_.put(store_key, write_token_pair(*current_));
    if (!done) {
        const std::string why = to_string(done.error());
        log_.write(log_level::error, "oauth.not_stored", {{"why", why}});
        co_return fail(error_kind::transient, "oauth.not_stored",
                       "a new token pair cannot be stored and is not used before it is: " + why);
    }
    saved_ = true;
    log_.write(log_level::info, "oauth.refreshed",
               {{"expires", format_rfc3339(current_->expires)}});
    co_return done;
}

}  // namespace earshot::plugins
