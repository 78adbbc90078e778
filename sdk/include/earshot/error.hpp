// What went wrong, said so that the host knows what to do next. A plugin never retries and never
// sleeps on an error: it returns one, and the daemon acts on its kind.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace earshot {

using duration = std::chrono::milliseconds;

enum class error_kind : std::uint8_t {
    transient,      // may work in a moment; the host retries with backoff
    throttled,      // told to slow down; the host waits for `retry_after`
    unauthorized,   // the credential is refused; the host refreshes once, then alarms
    scope_missing,  // the credential is good but lacks a permission; the host alarms
    gone,           // the object (a post, a ticket) no longer exists
    conflict,       // it was already done, or somebody else changed it; reconcile first
    invalid,        // the request or the data is malformed; repeating cannot help
    permanent,      // refused for good: a policy, a block, a plan
    cancelled,      // the host asked the call to stop
};

std::string_view to_string(error_kind kind) noexcept;

class error {
public:
    // `code` is short, stable and dotted (`x.duplicate_content`): operators search for it.
    // `detail` says what was tried, on what, and why it failed. It never contains a secret or a
    // customer's text.
    error(error_kind kind, std::string code, std::string detail)
        : kind(kind), code(std::move(code)), detail(std::move(detail)) {}

    // `retry_after` counts from now.
    static error throttled(duration retry_after, std::string code, std::string detail) {
        error result(error_kind::throttled, std::move(code), std::move(detail));
        result.retry_after = retry_after;
        return result;
    }

    error_kind kind;
    std::string code;
    std::string detail;
    duration retry_after{0};  // 0: the host decides
};

// `code: detail`, the form of log lines and of the operator's command.
std::string to_string(const error& what);

template <class T>
using result = std::expected<T, error>;

// `return fail(error_kind::invalid, "x.body", "...")` from any function that returns a result.
inline std::unexpected<error> fail(error_kind kind, std::string code, std::string detail) {
    return std::unexpected<error>(std::in_place, kind, std::move(code), std::move(detail));
}

}  // namespace earshot
