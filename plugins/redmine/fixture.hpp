// What the tests of this folder share: a Redmine as configured, and issues as it writes them.
#pragma once

#include <string>

#include "redmine/issue_reader.hpp"

namespace earshot::redmine::tests {

inline const std::string case_key = "bluesky/care/at://did:plc:ana/app.bsky.feed.post/3k";

inline site brand() {
    site made;
    made.url = "https://redmine.example.org";
    made.project = "social";
    made.case_field = "7";
    made.answers = {false, "@customer"};
    made.rescan = std::chrono::minutes(2);
    return made;
}

inline timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

inline std::string json_text(std::string_view text) {
    return json::serialize(json::value(json::string_view(text.data(), text.size())));
}

struct journal {
    int id = 17;
    int user = 5;
    std::string name = "Ann Agent";
    std::string notes;
    std::string created = "2026-03-01T12:00:00Z";
    bool hidden = false;
    std::string details;

    std::string written() const {
        return R"({"id":)" + std::to_string(id) + R"(,"user":{"id":)" + std::to_string(user) +
               R"(,"name":)" + json_text(name) + R"(},"notes":)" + json_text(notes) +
               R"(,"created_on":")" + created + R"(","private_notes":)" +
               (hidden ? "true" : "false") + R"(,"details":[)" + details + "]}";
    }
};

// `more`: further members of the issue, each with a comma before it.
inline std::string issue(const std::string& journals, const std::string& more = "",
                         const std::string& key = case_key) {
    return R"({"issue":{"id":3,"status":{"id":1,"name":"New"},"description":"",)"
           R"("custom_fields":[{"id":7,"name":"EarshotCase","value":)" +
           json_text(key) + R"(}],"updated_on":"2026-03-01T12:00:00Z","journals":[)" + journals +
           "]" + more + "}}";
}

inline reading by(const site& where) {
    reading made{where, "helpdesk", "6", {"5", "6"}, {}};
    return made;
}

}  // namespace earshot::redmine::tests
