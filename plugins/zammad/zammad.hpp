// Destination `zammad`: a ticket for each case, agents' public notes back as answers, by webhook
// and, because a webhook may be lost, by poll.
#pragma once

#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/poll_position.hpp"
#include "earshot/plugin.hpp"
#include "zammad/server.hpp"
#include "zammad/site.hpp"
#include "zammad/ticket_reader.hpp"
#include "zammad/tickets.hpp"

namespace earshot::zammad {

class zammad final : public provides<sink, notices, webhooks, polling, credentials> {
public:
    static constexpr field fields[] = {
        {"url", field_type::url, presence::required, nullptr, nullptr,
         "Zammad's address, without /api/v1."},
        {"token", field_type::secret, presence::required, nullptr, nullptr,
         "An access token with the permission ticket.agent, of a user that is Earshot's alone."},
        {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "The HMAC SHA1 signature token of the webhook that posts to the route events; without it "
         "answers come by poll alone."},
        {"group", field_type::text, presence::required, nullptr, nullptr,
         "The group that tickets are filed in."},
        {"case_field", field_type::text, presence::optional, "earshot_case", nullptr,
         "The ticket attribute, of type text, that keeps the case's key."},
        {"article_type", field_type::choice, presence::optional, "web", "web,chat,note",
         "The type of articles for what customers and the brand say; service levels pass over "
         "note."},
        {"answer_types", field_type::text_list, presence::optional, "[note, web]", nullptr,
         "Types of public articles by agents that are answers to the customer."},
        {"closed_states", field_type::text_list, presence::optional, "[closed]", nullptr,
         "States in which a ticket is done."},
        {"open_state", field_type::text, presence::optional, "open", nullptr,
         "The state that a closed ticket gets when its customer writes again."},
        {"priorities", field_type::text_list, presence::optional,
         "[1 low, 2 normal, 3 high, 3 high]", nullptr,
         "Priorities for the urgencies low, normal, high and now."},
        {"rescan", field_type::duration, presence::optional, "2m", nullptr,
         "How much of the time before the last change seen is looked at again."},
    };
    static constexpr const char* hosts[] = {"{url}"};

    explicit zammad(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<poll_result>> poll(poll_request request) override;
    task<result<credential_status>> examine() override;

private:
    reading reading_from(timestamp floor) const;
    task<result<json::value>> changed_since(timestamp floor, int page);
    task<result<void>> look_at_all(std::vector<object_view> found, timestamp floor, batch& into);
    task<result<void>> follow_merged(std::string id);
    task<result<std::string>> case_key_of_ticket(std::string id, std::string in_field);
    task<result<void>> look_at(object_view from, timestamp floor, batch& into);

    const std::string name_;
    const site site_;
    const clock& clock_;
    const text& text_;
    server server_;
    tickets tickets_;
    helpdesk::ticket_desk desk_;
};

}  // namespace earshot::zammad
