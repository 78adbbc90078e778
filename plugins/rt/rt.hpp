// Destination `rt`: a ticket of Request Tracker 5 for each case, and agents' answers back, by
// polling the transactions and, where RT has the scrip, by the route `events` at once.
#pragma once

#include <string>
#include <vector>

#include "earshot/helpdesk.hpp"
#include "earshot/plugin.hpp"
#include "rt/agent_answers.hpp"
#include "rt/history.hpp"
#include "rt/rest2.hpp"
#include "rt/tickets.hpp"

namespace earshot::rt {

class request_tracker final
    : public provides<sink, notices, enclosures, polling, webhooks, credentials> {
public:
    static constexpr field fields[] = {
        {"url", field_type::url, presence::required, nullptr, nullptr,
         "Where Request Tracker is, without /REST/2.0."},
        {"token", field_type::secret, presence::required, nullptr, nullptr,
         "Auth token of a user made for Earshot alone."},
        {"queue", field_type::text, presence::required, nullptr, nullptr,
         "Name of the queue that tickets are made in."},
        {"case_field", field_type::text, presence::optional, "EarshotCase", nullptr,
         "Custom field of the queue that holds the case key; it must be there."},
        {"language_field", field_type::text, presence::optional, "EarshotLanguage", nullptr,
         "Custom field for the language, where the queue has it."},
        {"class_field", field_type::text, presence::optional, "EarshotClass", nullptr,
         "Custom field for the class of the first message, where the queue has it."},
        {"urgency_field", field_type::text, presence::optional, "EarshotUrgency", nullptr,
         "Custom field for the urgency, where the queue has it."},
        {"customer_field", field_type::text, presence::optional, "EarshotCustomer", nullptr,
         "Custom field for the customer's handle, where the queue has it."},
        {"requestor", field_type::text, presence::optional, nullptr, nullptr,
         "User or address that stands as requestor of every ticket; nobody where it is not given."},
        {"open_status", field_type::text, presence::optional, "open", nullptr,
         "Status that a closed ticket gets when the customer writes again."},
        {"closed_statuses", field_type::text_list, presence::optional, "[resolved, rejected]",
         nullptr, "Statuses of the queue's lifecycle in which nobody works on a ticket."},
        {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "Signs what the scrip posts to the route events; without it there is no such route."},
        helpdesk::media_from,
    };
    static constexpr const char* hosts[] = {"{url}", "{media_from}"};

    explicit request_tracker(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    task<result<std::string>> fetch_picture(std::string id) override;

    task<result<poll_result>> poll(poll_request request) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<credential_status>> examine() override;

private:
    const std::string instance_;
    const settings& settings_;
    rest2 calls_;
    agent_answers answers_;
    tickets tickets_;
    helpdesk::ticket_desk desk_;
    history history_;
};

}  // namespace earshot::rt
