// The plugin for X: mentions and recent search by polling, account activity, activity events and
// filtered stream by webhook, answers by POST /2/tweets. This class only joins the host's services
// with the pure parts beside it.
#pragma once

#include <map>

#include "earshot/plugin.hpp"
#include "earshot/service/oauth_grant.hpp"
#include "x/account.hpp"
#include "x/authorization.hpp"
#include "x/polling.hpp"
#include "x/publish.hpp"

namespace earshot::x {

class connector final : public provides<polling, webhooks, publishing, credentials, subscriptions> {
public:
    static constexpr const auto& fields = account_fields;
    static constexpr const char* hosts[] = {"{base_url}"};

    // Throws std::invalid_argument for settings that do not go together.
    explicit connector(host& services);

    task<result<poll_result>> poll(poll_request request) override;

    std::vector<webhook_route> routes() override;
    result<webhook_answer> challenge(const webhook_request& request) override;
    result<batch> accept(const webhook_request& request) override;

    publish_limits limits() override;
    result<int> length(const std::string& text) override;
    task<result<receipt>> publish(publish_request request) override;
    task<result<std::optional<receipt>>> reconcile(publish_request request) override;

    task<result<credential_status>> examine() override;

    task<result<void>> mend_subscriptions() override;

private:
    struct step {
        batch items;
        source_position position;
        bool more = false;
    };

    // As many pages of a source as a poll may hold, or fewer where they come down to what was
    // handed over. Errors: those of polling::poll.
    task<result<step>> poll_source(source from, source_position at, int count);
    task<result<page>> read_one(source from, source_position at, std::string token, int count);
    void note_outcome(source from, const error* problem);

    // The next page of our own posts; doubts about those before it stay.
    task<result<own_posts>> look_for_posted(publish_request request, own_posts before);

    // Any answer of X; a 401 has already been told to the authorization. Errors: those of the host;
    // conflict `http.too_large` where something was written and X's answer cannot be read.
    task<result<http_response>> call(http_request request, access need);
    error error_of_answer(const http_response& answer, std::string_view tried) const;
    void count_ignored(const std::map<std::string, int>& ignored);

    account account_;
    http& http_;
    secrets& secrets_;
    clock& clock_;
    log& log_;
    metrics& metrics_;
    text& text_;
    oauth_grant* grant_;  // null: this daemon does not tell
    authorization authorization_;
    std::map<source, std::string> failing_;  // error codes, so that each is logged once
};

}  // namespace earshot::x
