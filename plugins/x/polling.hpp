// Polling, without the I/O: what to ask X for next, and what an answer means for the cursor. Pure.
//
// Each source (the mentions timeline, recent search) is read in rounds. A round begins where the
// last one ended, pages backwards through what is new, newest first, and moves on only when its
// last page has been read: the newest id of its first page is where the next round begins.
#pragma once

#include <string>
#include <string_view>

#include "earshot/connector.hpp"
#include "earshot/service/http.hpp"
#include "x/account.hpp"

namespace earshot::x {

enum class source : std::uint8_t { mentions, search };

std::string_view to_string(source from) noexcept;  // also the label of its budget

// Where one source stands. Between rounds only `since` and `start` may be set.
struct source_position {
    std::string since;   // id: newer posts are wanted
    std::string start;   // time: where no id can be given, because there is none or it is too old
    std::string next;    // token of the next page of the round in progress
    std::string newest;  // of that round's first page

    bool paging() const { return !next.empty(); }
    bool operator==(const source_position&) const = default;
};

struct cursor {
    source_position mentions;
    source_position search;

    source_position& at(source from) { return from == source::mentions ? mentions : search; }
    bool operator==(const cursor&) const = default;
};

// Empty text is the very first poll. Errors: permanent `x.cursor`.
result<cursor> read_cursor(std::string_view text);
std::string write_cursor(const cursor& at);

// Where a round that begins now starts: on the first poll `look_back` ago, in search never earlier
// than the seven days it keeps. Within a round nothing changes, so that pages belong together.
source_position prepared(source from, source_position at, const account& to, timestamp now);

// Asks for at most `count` posts, bounded by what X accepts.
http_request page_request(source from, const source_position& at, const account& to, int count);

struct page {
    batch items;
    std::string newest;
    std::string next;
    int left_out = 0;  // objects that X says it could not give, such as deleted parents
};

// Errors: those of problem.hpp, for an answer that holds nothing but errors; transient `x.body`.
result<page> read_page(const std::string& body, const account& to);

// The position once the page is stored.
source_position advanced(source_position at, const page& read);

// The position from which the round is read again, after X refused its token.
source_position restarted(source_position at);

}  // namespace earshot::x
