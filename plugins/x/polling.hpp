// Polling, without the I/O: what to ask X for next, and what an answer means for the cursor. Pure.
//
// Each source (the mentions timeline, recent search) is read in rounds. A round begins where the
// last one ended and pages backwards through what is new, for X lists the newest first. Handed over
// is the oldest first: what is more than one poll may hold is left above, the posts below it are
// read, and then it is read itself. `since` moves only with what was handed over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "earshot/connector.hpp"
#include "earshot/service/http.hpp"
#include "x/account.hpp"

namespace earshot::x {

enum class source : std::uint8_t { mentions, search };

std::string_view to_string(source from) noexcept;  // also the label of its budget

// Where one source stands. Between rounds only `since` and `start` may be set.
struct source_position {
    std::string since;  // id: newer posts are wanted
    std::string start;  // time: where no id can be given, because there is none or it is too old
    std::string until;  // id: what is older is read now; empty: up to the newest
    std::vector<std::string> above;  // what to put there next, the last first

    bool operator==(const source_position&) const = default;
};

inline constexpr std::size_t most_above = 50;

struct cursor {
    source_position mentions;
    source_position search;

    source_position& at(source from) { return from == source::mentions ? mentions : search; }
    bool operator==(const cursor&) const = default;
};

// Empty text is the very first poll. Errors: permanent `x.cursor`.
result<cursor> read_cursor(std::string_view text);
std::string write_cursor(const cursor& at);

// On the first poll a round starts `look_back` ago, in search never earlier than the seven days it
// keeps.
source_position prepared(source from, source_position at, const account& to, timestamp now);

// Asks for at most `count` posts, bounded by what X accepts, from the page with that token; the
// first without one.
http_request page_request(source from, const source_position& at, const account& to,
                          const std::string& token, int count);

// One page, or several that follow each other.
struct page {
    batch items;
    std::string newest;
    std::string oldest;
    std::string next;  // token of the page that follows
    int left_out = 0;  // objects that X says it could not give, such as deleted parents
};

// Errors: those of problem.hpp, for an answer that holds nothing but errors; transient `x.body`.
result<page> read_page(const std::string& body, const account& to);

void append(page& to, page older);

// X lists the newest first; a conversation is told from its beginning.
void put_in_order(batch& items);

// Whether what was read comes down to what was handed over, so that it can follow.
bool complete(const source_position& at, const page& read);

// The position after what was read, which is to be handed over only where it is complete.
source_position advanced(source_position at, const page& read);

// Whether there is more to read at once, after what was read from there.
bool more_after(const source_position& at, const page& read);

// What is given up where more is new than a round may leave above.
std::optional<gap> given_up(const source_position& at, const page& read);

}  // namespace earshot::x
