// Any bytes as an answer's body, Retry-After and address: a receipt with an id, or an error.
#include <cstdlib>

#include "webhook/answer.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size < 2) return 0;
    http_response answer;
    answer.status = data[0] * 3;
    answer.body.assign(reinterpret_cast<const char*>(data + 1), size - 1);
    answer.headers = {{"retry-after", answer.body.substr(0, 64)}};
    const std::string where = webhook::origin_of(answer.body);
    const auto outcome = webhook::read_answer(answer, "id", where, timestamp{});
    if (outcome && outcome->id.empty()) std::abort();
    if (!outcome && outcome.error().retry_after > std::chrono::days{1}) std::abort();
    return 0;
}
