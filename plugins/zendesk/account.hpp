// One Zendesk account, as configured.
#pragma once

#include <string>
#include <vector>

#include "earshot/settings.hpp"

namespace earshot::zendesk {

inline constexpr field account_fields[] = {
    {"url", field_type::url, presence::required, nullptr, nullptr,
     "The account's address, such as https://brand.zendesk.com."},
    {"token", field_type::secret, presence::required, nullptr, nullptr,
     "An OAuth access token, or with `email` an API token, of an agent that is Earshot's alone."},
    {"email", field_type::text, presence::optional, "", nullptr,
     "The agent's e-mail address, where the token is an API token."},
    {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "The webhook's signing secret, as Zendesk shows it; without it there is no webhook route."},
    {"poll", field_type::boolean, presence::optional, "true", nullptr,
     "Reads the export of ticket events, which only administrators may; off: webhooks alone."},
    {"users", field_type::boolean, presence::optional, "true", nullptr,
     "Enters each customer as an end user; off: Earshot's agent requests all tickets."},
    {"brand", field_type::integer, presence::optional, "0", nullptr,
     "Number of the brand of new tickets; 0: Zendesk's default."},
    {"group", field_type::integer, presence::optional, "0", nullptr,
     "Number of the group of new tickets; 0: Zendesk's default."},
    {"form", field_type::integer, presence::optional, "0", nullptr,
     "Number of the form of new tickets; 0: Zendesk's default."},
    {"language_field", field_type::integer, presence::optional, "0", nullptr,
     "Number of a ticket field for the customer's language; 0: none."},
    {"class_field", field_type::integer, presence::optional, "0", nullptr,
     "Number of a ticket field for what kind of message began the case; 0: none."},
    {"tags", field_type::text_list, presence::optional, "[earshot]", nullptr,
     "Tags of new tickets; language_nl and class_complaint are added."},
    {"priority", field_type::boolean, presence::optional, "true", nullptr,
     "Sets the priority of new tickets by urgency."},
};

struct account {
    std::string url;  // without a slash at its end
    std::string email;
    bool webhooks = false;
    bool poll = true;
    bool users = true;
    std::int64_t brand = 0;
    std::int64_t group = 0;
    std::int64_t form = 0;
    std::int64_t language_field = 0;
    std::int64_t class_field = 0;
    std::vector<std::string> tags;
    bool priority = true;
};

// Throws std::invalid_argument for settings that cannot work.
account read_account(const settings& given);

}  // namespace earshot::zendesk
