// One Freshdesk account, as configured.
#pragma once

#include <string>
#include <vector>

#include "earshot/settings.hpp"

namespace earshot::freshdesk {

inline constexpr field account_fields[] = {
    {"url", field_type::url, presence::required, nullptr, nullptr,
     "The account's address, such as https://brand.freshdesk.com."},
    {"api_key", field_type::secret, presence::required, nullptr, nullptr,
     "API key of an agent that is Earshot's alone: what this agent writes is never an answer."},
    {"case_field", field_type::text, presence::optional, "cf_earshot_case", nullptr,
     "API name of the tickets' custom field (single-line text) for the case."},
    {"search_delay", field_type::duration, presence::optional, "5m", nullptr,
     "How long Freshdesk's search may not know a new ticket yet."},
    {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "What automations send as the header X-Earshot-Secret; without it there is no webhook route."},
    {"group", field_type::integer, presence::optional, "0", nullptr,
     "Number of the group of new tickets; 0: none."},
    {"language_field", field_type::text, presence::optional, "", nullptr,
     "API name of a custom field for the customer's language; empty: none."},
    {"class_field", field_type::text, presence::optional, "", nullptr,
     "API name of a custom field for what kind of message began the case; empty: none."},
    {"tags", field_type::text_list, presence::optional, "[earshot]", nullptr,
     "Tags of new tickets; language_nl and class_complaint are added."},
    {"rescan", field_type::duration, presence::optional, "2m", nullptr,
     "How far back each poll looks again, for changes that Freshdesk shows late."},
};

struct account {
    std::string url;  // without a slash at its end
    std::string case_field;
    duration search_delay{0};
    bool webhooks = false;
    std::int64_t group = 0;
    std::string language_field;
    std::string class_field;
    std::vector<std::string> tags;
    duration rescan{0};
};

// Throws std::invalid_argument for settings that cannot work.
account read_account(const settings& given);

}  // namespace earshot::freshdesk
