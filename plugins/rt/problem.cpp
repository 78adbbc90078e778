#include "rt/problem.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "earshot/http_problem.hpp"

namespace earshot::rt {

namespace {

namespace json = boost::json;
using namespace std::chrono_literals;

struct meaning {
    int status;
    error_kind kind;
    const char* code;
    const char* remedy;
};

constexpr std::array meanings{
    meaning{401, error_kind::unauthorized, "rt.unauthorized",
            "the token is unknown, expired or revoked: make another and put it in its file"},
    meaning{403, error_kind::scope_missing, "rt.forbidden",
            "the token's user lacks a right there: see the list in the plugin's page"},
    meaning{404, error_kind::gone, "rt.not_found", "it is not there, or not any more"},
    meaning{408, error_kind::transient, "rt.unavailable", "it is tried again"},
    meaning{409, error_kind::conflict, "rt.conflict", "somebody else changed it meanwhile"},
    meaning{410, error_kind::gone, "rt.not_found", "it is not there any more"},
    meaning{412, error_kind::conflict, "rt.conflict", "somebody else changed it meanwhile"},
    meaning{429, error_kind::throttled, "rt.throttled", "it is tried again later"},
};

constexpr meaning broken{0, error_kind::transient, "rt.unavailable", "it is tried again"};
constexpr meaning moved{0, error_kind::transient, "rt.moved",
                        "it answers with a redirection: write the address it names into url"};
constexpr meaning refused{0, error_kind::invalid, "rt.refused",
                          "repeating it would not help: see what it says"};

const meaning& meaning_of(int status) {
    for (const meaning& one : meanings)
        if (one.status == status) return one;
    if (status >= 500) return broken;
    return status < 400 ? moved : refused;
}

// RT's own words, where the body is RT's; a proxy's page is not.
std::string words_in(const http_response& answer) {
    constexpr std::size_t longest = 200;
    json::error_code problem;
    const json::value body = json::parse(answer.body, problem);
    const json::object* whole = problem ? nullptr : body.if_object();
    const json::value* said = whole ? whole->if_contains("message") : nullptr;
    const json::string* text = said ? said->if_string() : nullptr;
    if (!text) return {};
    std::string out(text->data(), std::min(text->size(), longest));
    while (!out.empty() && (out.back() == '\n' || (out.back() & 0x80))) out.pop_back();
    return " ('" + out + "')";
}

duration wait_in(const http_response& answer) {
    return std::clamp<duration>(retry_after(answer).value_or(1min), 1s, 1h);
}

}  // namespace

error error_of(const http_response& answer, std::string_view tried) {
    const meaning& found = meaning_of(answer.status);
    error out(found.kind, found.code,
              "Request Tracker answered " + std::string(tried) + " with " +
                  std::to_string(answer.status) + words_in(answer) + ": " + found.remedy);
    if (found.kind == error_kind::throttled) out.retry_after = wait_in(answer);
    return out;
}

}  // namespace earshot::rt
