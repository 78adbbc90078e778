// Destination `chatwoot`: a conversation in an API inbox for each case, agents' public messages
// back as answers. Chatwoot calls a webhook once and never again, therefore it is polled as well.
#pragma once

#include "chatwoot/conversations.hpp"
#include "chatwoot/message_reader.hpp"
#include "chatwoot/server.hpp"
#include "chatwoot/site.hpp"
#include "earshot/helpdesk.hpp"
#include "earshot/helpdesk/poll_position.hpp"
#include "earshot/plugin.hpp"

namespace earshot::chatwoot {

class chatwoot final : public provides<sink, notices, webhooks, polling, credentials> {
public:
    static constexpr field fields[] = {
        {"url", field_type::url, presence::required, nullptr, nullptr, "Chatwoot's address."},
        {"token", field_type::secret, presence::required, nullptr, nullptr,
         "The access token of a user that is Earshot's alone and an agent of the inbox."},
        {"account_id", field_type::integer, presence::required, nullptr, nullptr,
         "The account's number, as in the address of its pages."},
        {"inbox_id", field_type::integer, presence::required, nullptr, nullptr,
         "The number of an inbox of the kind API, as in the address of its settings."},
        {"inbox_identifier", field_type::secret, presence::required, nullptr, nullptr,
         "The inbox identifier from the inbox's settings, under which contacts are made."},
        {"hmac_token", field_type::secret, presence::optional, nullptr, nullptr,
         "The inbox's HMAC token, where it enforces user identity validation."},
        {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
         "The secret of the webhook that posts to the route events; without it answers come by "
         "poll alone."},
        {"case_field", field_type::text, presence::optional, "earshot_case", nullptr,
         "The key of the conversations' custom attribute, of type text, that keeps the case's "
         "key."},
        {"labels", field_type::boolean, presence::optional, "true", nullptr,
         "Whether conversations are labelled with platform, language, class and topics."},
        {"rescan", field_type::duration, presence::optional, "2m", nullptr,
         "How much of the time before the last activity seen is looked at again."},
    };
    static constexpr const char* hosts[] = {"{url}"};

    explicit chatwoot(host& services);

    sink_capacity capacity() override;
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override;
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override;

    std::vector<webhook_route> routes() override;
    result<batch> accept(const webhook_request& request) override;

    task<result<poll_result>> poll(poll_request request) override;
    task<result<credential_status>> examine() override;

private:
    reading reading_from(timestamp floor) const;
    task<void> mark(notice told);
    task<result<std::string>> case_key_of_listed(std::string id, std::string in_field);
    task<result<void>> look_at(object_view conversation, timestamp floor, batch& into);
    task<result<void>> read_messages(std::string id, std::string case_key, timestamp floor,
                                     batch& into);

    const std::string name_;
    const site site_;
    const clock& clock_;
    log& log_;
    server server_;
    conversations conversations_;
    helpdesk::ticket_desk desk_;
};

}  // namespace earshot::chatwoot
