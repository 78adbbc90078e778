// Services for a plugin that only judges its settings: nothing is sent, read, kept or logged. What
// depends on nothing outside (text, time, ids) is the real thing.
#pragma once

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "plugins/hook_routes.hpp"
#include "plugins/service_set.hpp"
#include "text/text_service.hpp"

namespace earshot::plugins {

class quiet_services {
public:
    explicit quiet_services(hook_routes hooks) : routes_(std::move(hooks)) {}

    service_set all() {  // refers to this
        return {.http = &http_,
                .oauth = &tokens_,
                .grant = &tokens_,
                .secrets = &secrets_,
                .store = &store_,
                .vault = &vault_,
                .files = &files_,
                .mail = &mail_,
                .clock = &clock_,
                .log = &log_,
                .routes = &routes_,
                .text = &text_,
                .ids = &ids_};
    }
    earshot::log& log() { return log_; }

private:
    static std::unexpected<error> nothing() {
        return fail(error_kind::permanent, "plugin.not_offered",
                    "there are no services in a check");
    }

    struct quiet_http final : http {
        task<result<http_response>> send(http_request) override { co_return nothing(); }
    };
    struct quiet_tokens final : oauth, oauth_grant {
        task<result<std::string>> access_token(oauth_client) override { co_return nothing(); }
        void reject(const std::string&) override {}
        std::string scope() const override { return {}; }
    };
    struct quiet_secrets final : secrets {
        result<std::string> read(std::string_view) override { return nothing(); }
    };
    struct quiet_store final : store {
        task<result<std::optional<std::string>>> get(std::string) override { co_return nothing(); }
        task<result<void>> put(std::string, std::string) override { co_return nothing(); }
    };
    struct quiet_vault final : vault {
        task<result<vault_turn>> take() override { co_return nothing(); }
        task<result<void>> keep(std::uint64_t, std::string) override { co_return nothing(); }
        void end(std::uint64_t) noexcept override {}
    };
    struct quiet_files final : files {
        task<result<void>> append(append_request) override { co_return nothing(); }
        task<result<file_part>> read(std::string, std::uint64_t, std::uint64_t) override {
            co_return nothing();
        }
    };
    struct quiet_mail final : mail {
        task<result<void>> submit(mail_account, outgoing_mail) override { co_return nothing(); }
        task<result<mailbox_page>> read(mailbox_request) override { co_return nothing(); }
        task<result<void>> file(mailbox_filing) override { co_return nothing(); }
        task<result<void>> check(mail_account) override { co_return nothing(); }
    };
    struct quiet_log final : earshot::log {
        void write(log_level, std::string_view, std::initializer_list<log_field>) override {}
    };

    quiet_http http_;
    quiet_tokens tokens_;
    quiet_secrets secrets_;
    quiet_store store_;
    quiet_vault vault_;
    quiet_files files_;
    quiet_mail mail_;
    quiet_log log_;
    hook_routes routes_;
    base::system_clock clock_;
    base::random_ids ids_{clock_};
    texts::text_service text_;
};

}  // namespace earshot::plugins
