// The host's other services, in memory and the same on every run. Each is as small as a test needs;
// fake_host owns one of each.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/service/clock.hpp"
#include "earshot/service/ids.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/metrics.hpp"
#include "earshot/service/oauth.hpp"
#include "earshot/service/routes.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/service/store.hpp"
#include "earshot/service/vault.hpp"

namespace earshot::testkit {

// Stands at 2026-03-01T12:00:00Z until it is moved.
class fake_clock final : public clock {
public:
    void set(timestamp to) { now_ = to; }
    void advance(duration by) { now_ += by; }
    timestamp now() const noexcept override { return now_; }

private:
    timestamp now_{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + std::chrono::hours{12}};
};

// `token-1`, until that is rejected; then `token-2`.
class fake_oauth final : public oauth {
public:
    void refuse(error why) { problem_ = std::move(why); }  // every request, until allowed again
    void allow() { problem_.reset(); }
    const std::vector<std::string>& rejected() const { return rejected_; }
    const std::optional<oauth_client>& asked() const { return asked_; }  // by the last request

    task<result<std::string>> access_token(oauth_client client) override;
    void reject(const std::string& token) override;

private:
    std::string current() const { return "token-" + std::to_string(rejected_.size() + 1); }

    std::optional<error> problem_;
    std::optional<oauth_client> asked_;
    std::vector<std::string> rejected_;
};

class fake_secrets final : public secrets {
public:
    void set(std::string field, std::string value) { values_[std::move(field)] = std::move(value); }
    result<std::string> read(std::string_view field) override;

private:
    std::map<std::string, std::string, std::less<>> values_;
};

class fake_store final : public store {
public:
    std::map<std::string, std::string> values;

    task<result<std::optional<std::string>>> get(std::string key) override;
    task<result<void>> put(std::string key, std::string value) override;
};

// Nobody waits: who asks out of turn has forgotten to end one, and is told so.
class fake_vault final : public vault {
public:
    std::string kept;

    void fail(error why) { problem_ = std::move(why); }  // every keep(), until mended
    void mend() { problem_.reset(); }

    task<result<vault_turn>> take() override;
    task<result<void>> keep(std::uint64_t turn, std::string value) override;
    void end(std::uint64_t turn) noexcept override;

private:
    std::optional<error> problem_;
    std::uint64_t last_ = 0;
    std::uint64_t current_ = 0;
};

class recording_log final : public log {
public:
    struct event {
        log_level level;
        std::string id;
        std::map<std::string, std::string, std::less<>> fields;
    };

    const std::vector<event>& events() const { return events_; }
    std::size_t count(std::string_view id) const;
    bool mentions(std::string_view part) const;  // in any field: a token that must not be there

    void write(log_level level, std::string_view id,
               std::initializer_list<log_field> fields) override;

private:
    std::vector<event> events_;
};

class fake_metrics final : public metrics {
public:
    std::map<std::string, std::int64_t, std::less<>> values;

    void add(std::string_view name, std::int64_t amount) override {
        values[std::string(name)] += amount;
    }
    void set(std::string_view name, std::int64_t value) override {
        values[std::string(name)] = value;
    }
};

class fake_routes final : public routes {
public:
    std::string base = "https://hooks.example.com/hooks/brand/";  // empty: none is configured

    std::string public_url(std::string_view route) const override {
        return base.empty() ? std::string() : base + std::string(route);
    }
};

// Counts.
class fake_ids final : public ids {
public:
    std::string next() override;
    std::string nonce(std::size_t length) override;

private:
    std::uint64_t ids_ = 0;
    std::uint64_t nonces_ = 0;
};

}  // namespace earshot::testkit
