// Any bytes in every member: what is accepted survives the JSON form, and a second pass changes
// nothing.
#include <cstdlib>

#include "text/normalize.hpp"
#include "text/unicode.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    message item;
    item.platform = "x";
    item.object_id = "1";
    item.text = input;
    item.thread_id = input.substr(0, size / 4);
    item.by.handle = item.by.display_name = item.permalink = input;
    if (size > 1) item.entities.push_back({entity_kind::link, data[0], data[1], input, input});
    item.attachments.push_back({input, input, input, input});
    if (!texts::normalize(item)) return 0;
    message again = item;
    const bool good = texts::normalize(again) && again == item && texts::valid_utf8(item.text) &&
                      texts::valid_utf8(item.display_text);
    if (!good) std::abort();
    item.raw.clear();
    const auto read = message_from_json(to_json(item));
    if (!read || *read != item) std::abort();
    return 0;
}
