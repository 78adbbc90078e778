// The one shape of what people say, whatever the platform. A value: it moves, copies, and becomes
// JSON and back without loss.
//
// All text is UTF-8 (RFC 3629). The host makes sure of it before it stores a message: what is not
// UTF-8 is replaced by U+FFFD, and the bytes as they came stay in `raw`. A lone surrogate, which
// some platforms cut emoji into, is not UTF-8.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/error.hpp"
#include "earshot/time.hpp"

namespace earshot {

enum class message_kind : std::uint8_t {
    post,
    reply,
    comment,
    direct_message,
    review,
    reaction,
    share,
    edit,      // replaces an earlier revision of the same object
    deletion,  // the object is gone; the text is empty
};

enum class direction : std::uint8_t {
    from_customer,
    from_us,             // by Earshot or typed in the platform's own app
    from_other_account,  // another account of the same brand
};

// A person or page as the platform knows it. Never joined with another platform's without evidence.
struct author {
    std::string id;  // the platform's own; handles change, this does not
    std::string handle;
    std::string display_name;
    std::optional<std::int64_t> followers;
    bool verified = false;
    bool automated = false;  // it says of itself that a program writes its posts

    bool operator==(const author&) const = default;
};

enum class entity_kind : std::uint8_t { mention, hashtag, cashtag, link };

// A marked part of `message::text`.
struct entity {
    entity_kind kind = entity_kind::link;
    std::uint32_t begin = 0;  // code points of `text`, `end` exclusive
    std::uint32_t end = 0;
    std::string value;  // handle, tag, or the link's full address
    std::string id;     // the mentioned account, where the platform says

    bool operator==(const entity&) const = default;
};

enum class fetch_state : std::uint8_t { not_fetched, fetched, failed };

// A reference: the bytes stay on the platform until somebody asks.
struct attachment {
    std::string id;
    std::string media_type;  // `image`, `video`, `audio`, `file`, or a MIME type where known
    std::string url;
    std::string alt_text;
    fetch_state state = fetch_state::not_fetched;

    bool operator==(const attachment&) const = default;
};

struct message {
    // Identity. (platform, account, object_id, revision) is unique in the journal.
    std::string platform;   // the plugin's id: `x`
    std::string account;    // the configured account's name: `klm`
    std::string object_id;  // the platform's id of the thing, stable across edits
    std::string revision;   // empty for the first; then whatever tells revisions apart

    message_kind kind = message_kind::post;
    direction from = direction::from_customer;
    author by;

    // Place in the conversation; empty where the platform does not say. A parent may arrive late.
    std::string thread_id;
    std::string parent_id;
    std::string quoted_id;
    bool addressed = false;  // it mentions, answers or quotes us; false: merely about us

    std::string text;          // as received, byte for byte where that is UTF-8
    std::string display_text;  // NFC, entities of HTML resolved; set by the host
    std::vector<entity> entities;
    std::vector<attachment> attachments;
    std::string permalink;
    std::optional<int> stars;  // of a review, 1 to 5

    std::string platform_language;  // the platform's own tag, `und` included; empty: none given

    timestamp created;   // on the platform; orders a conversation
    timestamp received;  // at our door; set by the host
    timestamp stored;    // durable; set by the host

    std::string raw;  // the object as the platform sent it; kept apart, with its own retention

    bool operator==(const message&) const = default;
};

std::string_view to_string(message_kind kind) noexcept;
std::string_view to_string(direction from) noexcept;

// `x/klm/1990000000000000007`, with `@revision` where there is one: the message's name for people.
std::string name_of(const message& item);

// What a name of this form names, whatever its revision.
struct message_place {
    std::string platform;
    std::string account;
    std::string object_id;

    bool operator==(const message_place&) const = default;
};

// `x/klm/1990000000000000007`.
std::string name_of(const message_place& where);

// Object ids may hold slashes, platforms and accounts do not. Errors: invalid.
result<message_place> place_named(std::string_view name);

// Version 1 of the JSON form, always readable. `raw` is left out: it travels beside it.
std::string to_json(const message& item);

// Unknown members are ignored, so that an older reader copes with a newer writer. Errors: invalid.
result<message> message_from_json(std::string_view json);

}  // namespace earshot
