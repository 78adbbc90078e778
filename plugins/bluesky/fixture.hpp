// What the tests of this folder share: the brand, made-up answers of a server under fixtures/, and
// short ways to write posts.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "bluesky/account.hpp"
#include "earshot/batch.hpp"
#include "earshot/connector.hpp"
#include "earshot/signature.hpp"

namespace earshot::bluesky::tests {

inline const std::string brand_did = "did:plc:brand000000000000000000b";
inline const std::string kari_did = "did:plc:kari0000000000000000000a";
inline const std::string brand_post = "at://" + brand_did + "/app.bsky.feed.post/3lzbrand22222";

inline std::string fixture(const std::string& name) {
    std::ifstream file(std::string(BLUESKY_FIXTURES) + "/" + name);
    if (!file) throw std::runtime_error("there is no fixture " + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline account brand() {
    account made;
    made.name = "blauw";
    made.service = "https://bsky.social";
    made.identifier = "brand.example";
    made.look_back = std::chrono::hours(48);
    made.rescan = std::chrono::minutes(15);
    made.languages = {"nl"};
    made.web_url = "https://bsky.app";
    return made;
}

inline timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

inline std::string uri_of(const std::string& key, const std::string& did = kari_did) {
    return "at://" + did + "/app.bsky.feed.post/" + key;
}

// A post as the server shows it; also a notification, where it has a reason.
inline std::string post_json(const std::string& key, std::string_view when,
                             const std::string& reason = "mention", const std::string& cid = "",
                             const std::string& did = kari_did, const std::string& more = "") {
    return R"({"uri":")" + uri_of(key, did) + R"(","cid":"bafy)" + (cid.empty() ? key : cid) +
           R"(","author":{"did":")" + did + R"(","handle":"kari.example.no"},"reason":")" + reason +
           R"(","record":{"text":"post )" + key + R"(","createdAt":")" + std::string(when) + "\"" +
           more + R"(},"indexedAt":")" + std::string(when) + "\"}";
}

inline std::string list_json(const std::string& name, const std::vector<std::string>& items,
                             const std::string& next = "") {
    std::string out = R"({")" + name + R"(":[)";
    for (const std::string& item : items) out += (out.ends_with('[') ? "" : ",") + item;
    return out + "]" + (next.empty() ? "" : R"(,"cursor":")" + next + "\"") + "}";
}

// A token that ends at that time; nobody signed it.
inline std::string token_json(const std::string& name, timestamp end) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(end).time_since_epoch().count();
    return to_base64(R"({"typ":"at+jwt"})") + "." +
           to_base64(R"({"jti":")" + name + R"(","exp":)" + std::to_string(seconds) + "}") +
           ".signature-of-" + name;
}

}  // namespace earshot::bluesky::tests
