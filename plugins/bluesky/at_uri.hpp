// Names of things in the AT Protocol: DIDs, record keys, and the URIs made of them. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace earshot::bluesky {

inline constexpr std::string_view post_collection = "app.bsky.feed.post";

// `at://DID/COLLECTION/RKEY`. The parts lie within the text that was read.
struct at_uri {
    std::string_view did;
    std::string_view collection;
    std::string_view rkey;
};

// Nothing for what is not one, also where the authority is a handle: handles change.
std::optional<at_uri> read_at_uri(std::string_view text);

// ... and for a record that is no post.
std::optional<at_uri> read_post_uri(std::string_view text);

std::string post_uri(std::string_view did, std::string_view rkey);

// `did:plc:...` or `did:web:...`; also others, which may come.
bool is_did(std::string_view text);

}  // namespace earshot::bluesky
