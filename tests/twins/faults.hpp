// Faults on demand: what a twin was told to do wrong, to which requests, and how often. Owned by
// the twin; planted and listed over its admin address.
#pragma once

#include <boost/json/fwd.hpp>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/time.hpp"
#include "twins/twin.hpp"

namespace earshot::twins {

// Kinds every twin knows:
//   http_NNN     answers with that status; `retry_after` seconds become a header
//   delay        does what is asked, and answers after `duration`
//   hang         does nothing, and closes the connection after `duration`
//   drop         does nothing, and closes the connection
//   lost_answer  does what is asked, and closes the connection without saying so
//   garbage      answers 200 with something that is not JSON
// The others belong to one twin and are listed there.
struct fault {
    std::string kind;
    std::string path;    // of the request; with `*` at the end: begins with; empty: any
    std::string method;  // empty: any
    int times = 1;       // how often it strikes; -1: for ever
    int skip = 0;        // requests that match but are let through first
    duration length{0};
    int retry_after = 0;  // seconds
};

class faults {
public:
    // `own` are the kinds that this twin knows beside those above.
    explicit faults(std::vector<std::string_view> own = {}) : own_(std::move(own)) {}

    // {"kind", "path"?, "method"?, "times"?, "skip"?, "duration"?: "30s", "retry_after"?: 30}
    // Errors: invalid, naming the member or the kind.
    result<void> plant(const boost::json::value& wish);
    void clear() { planted_.clear(); }

    // The first fault among `kinds` that strikes this request, counted off. A kind that ends with
    // `*` stands for all that begin so.
    std::optional<fault> strike(std::string_view method, std::string_view path,
                                std::initializer_list<std::string_view> kinds);

    boost::json::value list() const;
    std::int64_t struck() const { return struck_; }

private:
    bool knows(std::string_view kind) const;

    std::vector<std::string_view> own_;
    std::vector<fault> planted_;
    std::int64_t struck_ = 0;
};

// The answer of a fault that keeps the twin from doing anything; nothing: go on.
std::optional<answer> refuse(const fault& what);

// Does what `delay` and `lost_answer` do to an answer.
void spoil(const fault& what, answer& into);

// POST, GET and DELETE on a twin's /twin/faults.
answer administer(faults& all, const net::server_request& request);

}  // namespace earshot::twins
