// Answering a post, without the I/O: what is written, and what the server's answers mean. Pure, but
// for the host's Unicode.
#pragma once

#include <boost/json/array.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bluesky/account.hpp"
#include "bluesky/json_reader.hpp"
#include "bluesky/marks.hpp"
#include "earshot/connector.hpp"
#include "earshot/service/text.hpp"

namespace earshot::bluesky {

inline constexpr int most_graphemes = 300;
inline constexpr std::size_t most_bytes = 3'000;
inline constexpr int most_pictures = 4;
inline constexpr std::int64_t most_picture_bytes = 2'000'000;

// Grapheme clusters. Errors: invalid `bluesky.empty`, `bluesky.too_many_bytes`,
// `bluesky.not_utf8`.
result<int> length_of(const std::string& answer, const text& unicode);

// What can be told before the server is called. Errors: those of length_of, invalid
// `bluesky.too_long`, `bluesky.object_id`, `bluesky.too_many_pictures`,
// `bluesky.picture_too_large`.
result<void> check_answer(const publish_request& request, const text& unicode);

// A record by name and content.
struct strong_ref {
    std::string uri;
    std::string cid;

    bool operator==(const strong_ref&) const = default;
};

struct place {
    strong_ref root;
    strong_ref parent;
};

// Where an answer to this post goes, from the body of app.bsky.feed.getPosts. Nothing where the
// post is not in it. Errors: permanent `bluesky.replies_closed`, `bluesky.blocked`; transient
// `bluesky.body`.
result<std::optional<place>> read_place(const std::string& body, const std::string& parent);

// A mention and whose it is.
struct resolved {
    std::string handle;
    std::string did;
};

// A picture as a record shows it, from the body of com.atproto.repo.uploadBlob.
// Errors: transient `bluesky.body`: what the server was given, nobody sees.
result<json::object> read_uploaded(const std::string& body, const picture& given);

// What is found out and left with the server before an answer is written.
struct groundwork {
    place where;
    std::vector<resolved> people;
    json::array images;  // of read_uploaded
};

// The key of the answer's record; every attempt has the same.
std::string key_of(const publish_request& request);

// The body of com.atproto.repo.createRecord. Mentions of nobody known stay plain text.
std::string create_body(const publish_request& request, const groundwork& known, const account& to,
                        std::string_view did);

// From an answer of success to createRecord or getRecord.
// Errors: conflict `bluesky.body`: it was written, but what it says cannot be read.
result<receipt> read_written(const std::string& body, const account& to);

// The same for getRecord, where the record is the answer that was asked for.
// Errors: those of read_written, permanent `bluesky.key_taken`.
result<receipt> read_found(const std::string& body, const publish_request& request,
                           const account& to);

// `did` of com.atproto.identity.resolveHandle; empty: none.
std::string read_resolved(const std::string& body);

}  // namespace earshot::bluesky
