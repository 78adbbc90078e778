// Whatever stands where RT's answers, its webhook or our cursor should be: nothing crashes, and
// every cursor can be read back.
#include <boost/json.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "earshot/testkit/plain_text.hpp"
#include "rt/answer_parts.hpp"
#include "rt/answer_text.hpp"
#include "rt/cursor.hpp"
#include "rt/problem.hpp"
#include "rt/records.hpp"
#include "rt/scrip_event.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string body(reinterpret_cast<const char*>(data), size);
    const testkit::plain_text unicode;
    (void)rt::read_event(body, {"desk", "31", {"resolved"}});
    rt::own_words(body);
    rt::words_in_html(body, unicode);
    if (rt::description_in(body).starts_with(' ')) std::abort();
    http_response refused;
    refused.status = 400;
    refused.body = body;
    rt::error_of(refused, "GET /rt", request_target::fixed);
    if (const auto at = rt::cursor_from(body)) {
        const auto again = rt::cursor_from(rt::to_text(*at));
        if (!again || *again != *at) std::abort();
    }
    boost::json::error_code problem;
    const auto value = boost::json::parse(body, problem);
    if (problem) return 0;
    rt::ticket_from(value);
    rt::queue_from(value);
    rt::user_from(value);
    rt::tickets_from(value);
    for (const enclosed_picture& one : rt::parts_of(rt::attachments_from(value)).pictures)
        if (rt::id_number(one.id) == 0 || one.size < 0) std::abort();
    (void)rt::content_from(value);
    for (const rt::transaction_record& one : rt::transactions_from(value))
        if (one.id == 0) std::abort();
    return 0;
}
