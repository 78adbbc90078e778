// One Redmine, as configured.
#pragma once

#include <array>
#include <string>

#include "earshot/host.hpp"
#include "earshot/settings.hpp"
#include "redmine/note_text.hpp"

namespace earshot::redmine {

inline constexpr field site_fields[] = {
    {"url", field_type::url, presence::required, nullptr, nullptr,
     "Redmine's address, with its path where it has one."},
    {"api_key", field_type::secret, presence::required, nullptr, nullptr,
     "API key of a user that is Earshot's alone: notes by this user are never answers."},
    {"project", field_type::text, presence::required, nullptr, nullptr,
     "Identifier or number of the project for new issues."},
    {"case_field", field_type::text, presence::optional, "EarshotCase", nullptr,
     "Number or name of the issues' custom field for the case; it must be usable as a filter."},
    {"tracker", field_type::integer, presence::optional, "0", nullptr,
     "Number of the tracker of new issues; 0: the project's first."},
    {"priority_low", field_type::integer, presence::optional, "0", nullptr,
     "Number of the priority of low urgency; 0: Redmine's default."},
    {"priority_normal", field_type::integer, presence::optional, "0", nullptr,
     "Number of the priority of normal urgency; 0: Redmine's default."},
    {"priority_high", field_type::integer, presence::optional, "0", nullptr,
     "Number of the priority of high urgency; 0: Redmine's default."},
    {"priority_now", field_type::integer, presence::optional, "0", nullptr,
     "Number of the priority of what cannot wait; 0: Redmine's default."},
    {"language_field", field_type::integer, presence::optional, "0", nullptr,
     "Number of a custom field for the customer's language; 0: none."},
    {"class_field", field_type::integer, presence::optional, "0", nullptr,
     "Number of a custom field for what kind of message began the case; 0: none."},
    {"reopen_status", field_type::integer, presence::optional, "0", nullptr,
     "Number of the status that a closed issue gets when its customer speaks; 0: the first open "
     "one."},
    {"answers", field_type::choice, presence::optional, "marked", "marked,public_notes",
     "Which notes go to the customer: those that begin with the marker, or all that are not "
     "private."},
    {"answer_marker", field_type::text, presence::optional, "@customer", nullptr,
     "How a note to the customer begins."},
    {"verbatim", field_type::boolean, presence::optional, "true", nullptr,
     "Shows what was said as preformatted text, so that nothing in it is read as markup."},
    {"rescan", field_type::duration, presence::optional, "2m", nullptr,
     "How far back each poll looks again, for changes that Redmine shows late."},
    {"webhook_secret", field_type::secret, presence::optional, nullptr, nullptr,
     "Signs the webhooks of Redmine 7; without it there is no webhook route."},
};

struct site {
    std::string url;  // without a slash at its end
    std::string project;
    std::string case_field;
    std::int64_t tracker = 0;
    std::array<std::int64_t, 4> priorities{};  // by urgency
    std::int64_t language_field = 0;
    std::int64_t class_field = 0;
    std::int64_t reopen_status = 0;
    answer_rule answers;
    bool verbatim = true;
    duration rescan{0};
    bool webhooks = false;

    // Whether a custom field with this number and name is the one for the case.
    bool is_case_field(const std::string& id, const std::string& name) const;
};

// Throws std::invalid_argument for settings that cannot work.
site read_site(const settings& given);

}  // namespace earshot::redmine
