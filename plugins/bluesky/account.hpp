// What the operator configured for one Bluesky account, checked beyond what the field table can
// say.
#pragma once

#include <string>
#include <vector>

#include "earshot/host.hpp"
#include "earshot/settings.hpp"
#include "earshot/time.hpp"

namespace earshot::bluesky {

inline constexpr field account_fields[] = {
    {"service", field_type::url, presence::optional, "https://bsky.social", nullptr,
     "Where the account lives: Bluesky's own entrance, or the address of another provider's PDS."},
    {"identifier", field_type::text, presence::required, nullptr, nullptr,
     "The account's handle, e-mail address or DID."},
    {"password", field_type::secret, presence::required, nullptr, nullptr,
     "An app password of the account, not the one that people log in with."},
    {"look_back", field_type::duration, presence::optional, "48h", nullptr,
     "How far the very first poll reaches back, and how far a post may be dated before it was "
     "written and still be found."},
    {"rescan", field_type::duration, presence::optional, "15m", nullptr,
     "How often all of that time is looked through again for posts with an earlier date, edits and "
     "deletions."},
    {"languages", field_type::text_list, presence::optional, "[]", nullptr,
     "Languages that answers are marked with, as BCP 47 tags such as `nl`; at most three."},
    {"web_url", field_type::url, presence::optional, "https://bsky.app", nullptr,
     "Where people look at posts; the links to them begin with it."},
};

struct account {
    std::string name;     // of the instance
    std::string service;  // without a slash at its end
    std::string identifier;
    duration look_back{0};
    duration rescan{0};
    std::vector<std::string> languages;
    std::string web_url;  // without a slash at its end
};

// Throws std::invalid_argument for settings that cannot work.
account read_account(const host& services);

// `https://bsky.app/profile/DID/post/RKEY`; empty for what is no post's URI.
std::string permalink(const account& to, std::string_view uri);

}  // namespace earshot::bluesky
