// The plugin for Bluesky and other servers of the AT Protocol: mentions, replies and quotes by
// polling, answers as replies in the thread. This class only joins the host's services with the
// parts beside it.
#pragma once

#include "bluesky/account.hpp"
#include "bluesky/client.hpp"
#include "bluesky/polling.hpp"
#include "bluesky/writer.hpp"
#include "earshot/plugin.hpp"

namespace earshot::bluesky {

class connector final : public provides<polling, publishing, credentials> {
public:
    static constexpr const auto& fields = account_fields;
    static constexpr const char* hosts[] = {"{service}"};

    // Throws std::invalid_argument for settings that cannot work.
    explicit connector(host& services);

    task<result<poll_result>> poll(poll_request request) override;

    publish_limits limits() override;
    result<int> length(const std::string& text) override;
    task<result<receipt>> publish(publish_request request) override;
    task<result<std::optional<receipt>>> reconcile(publish_request request) override;

    task<result<credential_status>> examine() override;

private:
    account account_;
    text& text_;
    secrets& secrets_;
    client client_;
    poller poller_;
    writer writer_;
};

}  // namespace earshot::bluesky
