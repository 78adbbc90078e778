// The plugin for Redmine: an issue for each case, what is said as notes, and agents' notes back by
// polling and, from Redmine 7 on, by webhook.
#pragma once

#include "earshot/helpdesk.hpp"
#include "earshot/plugin.hpp"
#include "redmine/issue_reader.hpp"
#include "redmine/issues.hpp"
#include "redmine/position.hpp"
#include "redmine/server.hpp"
#include "redmine/site.hpp"

namespace earshot::redmine {

class redmine final : public provides<sink, notices, webhooks, polling, credentials> {
public:
    static constexpr const auto& fields = site_fields;
    static constexpr const char* hosts[] = {"{url}"};

    // Throws std::invalid_argument for settings that cannot work.
    explicit redmine(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<poll_result>> poll(poll_request request) override;

    task<result<credential_status>> examine() override;

private:
    task<result<position>> first_position(std::string field);
    task<result<reading>> reading_from(timestamp floor);
    task<result<void>> read_changed(std::vector<listed_issue> page, position at, batch& into);

    const std::string name_;
    const site site_;
    const clock& clock_;
    server server_;
    issues issues_;
    helpdesk::ticket_desk desk_;
    std::string own_user_;  // as soon as it is known, for webhooks
};

}  // namespace earshot::redmine
