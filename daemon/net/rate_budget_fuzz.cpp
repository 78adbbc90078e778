// Any bytes as the headers of an answer: a wait is never longer than a day, and it ends.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

#include "net/rate_budget.hpp"

using namespace earshot;

namespace {

constexpr std::array names{"retry-after",
                           "x-rate-limit-remaining",
                           "x-rate-limit-reset",
                           "x-ratelimit-remaining",
                           "x-ratelimit-reset",
                           "ratelimit-remaining",
                           "ratelimit-reset",
                           "x-app-limit-24hour-remaining",
                           "x-app-limit-24hour-reset"};

// A line is the value of the header with its number, around and around.
http_response answer_of(std::string_view bytes) {
    http_response answer;
    answer.status = 429;
    for (std::size_t i = 0; !bytes.empty() && i < 3 * names.size(); ++i) {
        const std::string_view line = bytes.substr(0, bytes.find('\n'));
        answer.headers.emplace_back(names[i % names.size()], line);
        bytes.remove_prefix(std::min(bytes.size(), line.size() + 1));
    }
    return answer;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const timestamp now{std::chrono::seconds{1'772'351'341}};
    net::rate_budget budget;
    budget.observe("label", answer_of({reinterpret_cast<const char*>(data), size}), now);
    const auto wait = budget.wait_before("label", now);
    if (wait && (*wait <= duration{0} || *wait > std::chrono::hours(24))) std::abort();
    if (wait && budget.wait_before("label", now + *wait)) std::abort();
    return 0;
}
