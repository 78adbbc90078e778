// What the tests of this folder share: a Chatwoot as configured.
#pragma once

#include <string>

#include "chatwoot/chatwoot.hpp"
#include "earshot/testkit/configured.hpp"

namespace earshot::chatwoot::tests {

inline const std::string case_key = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/3k";
inline const std::string base_url = "https://chatwoot.example.org";

inline testkit::values values(testkit::values more = {}) {
    more.emplace("url", base_url + "/");
    more.emplace("token", "credential:chatwoot");
    more.emplace("inbox_identifier", "credential:chatwoot-inbox");
    more.emplace("webhook_secret", "credential:chatwoot-webhook");
    more.emplace("account_id", std::int64_t{1});
    more.emplace("inbox_id", std::int64_t{7});
    return more;
}

// What a reading needs.
struct setup {
    site at = site_from(testkit::configured(chatwoot::fields, values()));

    earshot::chatwoot::reading reading(timestamp floor = {}) const {
        return {at, "helpdesk", "3", floor};
    }
};

inline timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

}  // namespace earshot::chatwoot::tests
