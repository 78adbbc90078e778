#include "bluesky/session.hpp"

#include "bluesky/problem.hpp"

namespace earshot::bluesky {

namespace {

using namespace std::chrono_literals;

constexpr duration login_pause = 15min;  // before a refused password is tried again: 96 a day

struct turn_end {
    vault& of;
    std::uint64_t number;
    ~turn_end() { of.end(number); }
};

// What only a person can mend, said so that one can.
error login_refused(error why) {
    if (why.code != token_refused) return why;
    why.code = "bluesky.login_refused";
    why.detail +=
        ": the identifier or the app password is not accepted; make a new app password in "
        "Bluesky's settings under privacy and security, and put it into the secret";
    return why;
}

}  // namespace

session::session(const account& to, host& services)
    : account_(to),
      http_(use<http>(services)),
      secrets_(use<secrets>(services)),
      vault_(use<vault>(services)),
      clock_(use<clock>(services)),
      log_(use<log>(services)) {}

task<result<tokens>> session::open() {
    if (good()) co_return *current_;
    auto turn = co_await vault_.take();
    if (!turn) co_return std::unexpected(turn.error());
    const turn_end at_the_end{vault_, turn->number};
    if (!good()) {
        const auto done = co_await renew(turn->number, std::move(turn->kept));
        if (!done) co_return std::unexpected(done.error());
    }
    co_return *current_;
}

void session::refused(const std::string& access) {
    if (current_ && current_->access == access) current_->access.clear();
}

bool session::good() const {
    if (!current_ || current_->access.empty() || !saved_) return false;
    const auto end = end_of(current_->access);
    return !end || clock_.now() < *end;
}

task<result<void>> session::renew(std::uint64_t turn, std::string kept) {
    if (!loaded_) load(kept);
    follow_password();
    if (!saved_)
        if (auto done = co_await save(turn); !done) co_return done;
    if (good()) co_return result<void>();
    if (auto done = co_await refresh(); !done) co_return done;
    co_return co_await save(turn);
}

void session::load(const std::string& kept) {
    loaded_ = true;
    if (kept.empty()) return;
    current_ = read_kept(kept);
    if (!current_) log_.write(log_level::warning, "bluesky.kept_session_unreadable", {});
}

// The operator's other password begins another session. A session goes on without the password.
void session::follow_password() {
    const auto password = secrets_.read("password");
    if (!password || !current_ || current_->refresh.empty()) return;
    if (current_->password_digest == digest_of(*password)) return;
    log_.write(log_level::info, "bluesky.password_replaced", {});
    current_->access.clear();
    current_->refresh.clear();
}

task<result<void>> session::refresh() {
    if (!current_ || current_->refresh.empty()) co_return co_await log_in();
    http_request asking = refresh_request(account_, *current_);
    const auto answer = co_await http_.send(std::move(asking));
    if (!answer) co_return std::unexpected(answer.error());
    auto fresh = accepted(*answer, "com.atproto.server.refreshSession");
    if (!fresh && (fresh.error().code == token_refused || fresh.error().code == token_expired)) {
        current_->refresh.clear();
        co_return co_await log_in();
    }
    if (!fresh) co_return std::unexpected(fresh.error());
    fresh->password_digest = current_->password_digest;
    current_ = std::move(*fresh);
    saved_ = false;
    co_return result<void>();
}

task<result<void>> session::log_in() {
    const auto password = secrets_.read("password");
    if (!password) co_return std::unexpected(password.error());
    const std::string digest = digest_of(*password);
    const bool paused = clock_.now() < refused_at_ + login_pause;
    if (refusal_ && refused_password_ == digest && paused) co_return std::unexpected(*refusal_);
    http_request asking = login_request(account_, *password);
    const auto answer = co_await http_.send(std::move(asking));
    if (!answer) co_return std::unexpected(answer.error());
    auto fresh = accepted(*answer, "com.atproto.server.createSession");
    refusal_.reset();
    if (!fresh && fresh.error().kind == error_kind::unauthorized)
        refusal_ = login_refused(fresh.error());
    else if (fresh)
        refusal_ = other_account(*fresh);
    if (refusal_) {
        refused_password_ = digest;
        refused_at_ = clock_.now();
        log_.write(log_level::error, "bluesky.login_refused", {{"why", to_string(*refusal_)}});
        co_return std::unexpected(*refusal_);
    }
    if (!fresh) co_return std::unexpected(fresh.error());
    fresh->password_digest = digest;
    current_ = std::move(*fresh);
    saved_ = false;
    log_.write(log_level::info, "bluesky.logged_in",
               {{"did", current_->did}, {"handle", current_->handle}});
    co_return result<void>();
}

result<tokens> session::accepted(const http_response& answer, std::string_view tried) {
    if (!success(answer)) return std::unexpected(error_of(answer, tried, clock_.now()));
    return read_tokens(answer.body);
}

std::optional<error> session::other_account(const tokens& fresh) const {
    if (!current_ || current_->did == fresh.did) return std::nullopt;
    return error(error_kind::unauthorized, "bluesky.other_account",
                 "the identifier and password are those of " + fresh.handle + " (" + fresh.did +
                     "), but this account has been " + current_->handle + " (" + current_->did +
                     ") until now; put that one's app password back, or configure the other under "
                     "a name of its own");
}

task<result<void>> session::save(std::uint64_t turn) {
    auto done = co_await vault_.keep(turn, write_kept(*current_));
    if (!done) {
        const std::string why = to_string(done.error());
        log_.write(log_level::error, "bluesky.session_not_kept", {{"why", why}});
        co_return fail(error_kind::transient, "bluesky.session_not_kept",
                       "a new session cannot be stored and is not used before it is: " + why);
    }
    saved_ = true;
    co_return done;
}

}  // namespace earshot::bluesky
