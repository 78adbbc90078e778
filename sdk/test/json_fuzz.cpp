// A message or reply that can be read is written the same way ever after.
#include <cstdlib>
#include <string_view>

#include "earshot/message.hpp"
#include "earshot/reply.hpp"

using namespace earshot;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void check_message(std::string_view text) {
    const auto first = message_from_json(text);
    if (!first) return;
    const auto second = message_from_json(to_json(*first));
    check(second.value() == *first);
}

void check_reply(std::string_view text) {
    const auto first = reply_from_json(text);
    if (!first) return;
    const auto second = reply_from_json(to_json(*first));
    check(second.value() == *first);
}

// Bytes of any kind in a text: the message stays readable.
void check_text(std::string_view bytes) {
    message made;
    made.platform = "x";
    made.object_id = "1";
    made.text = bytes;
    check(message_from_json(to_json(made)).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_message(text);
    check_reply(text);
    check_text(text);
    return 0;
}
