// What the tests of this folder share: a Zammad as configured, and its tickets and articles.
#pragma once

#include <string>

#include "earshot/testkit/configured.hpp"
#include "earshot/testkit/plain_text.hpp"
#include "zammad/ticket_reader.hpp"
#include "zammad/zammad.hpp"

namespace earshot::zammad::tests {

inline const std::string case_key = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/3k";
inline const std::string base_url = "https://zammad.example.org";

inline testkit::values values(testkit::values more = {}) {
    more.emplace("url", base_url + "/");
    more.emplace("token", "credential:zammad");
    more.emplace("webhook_secret", "credential:zammad-webhook");
    more.emplace("group", "Social");
    return more;
}

// What a reading needs.
struct setup {
    site at = site_from(testkit::configured(zammad::fields, values()));
    testkit::plain_text words;

    earshot::zammad::reading reading(timestamp floor = {}) const {
        return {at, words, "helpdesk", "3", floor};
    }
};

inline timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

}  // namespace earshot::zammad::tests
