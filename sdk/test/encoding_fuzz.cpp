// Bytes have one base64 text, and text that is accepted is the text of its bytes.
#include <cstdlib>
#include <string_view>

#include "earshot/short_text.hpp"
#include "earshot/signature.hpp"

using namespace earshot;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto bytes = from_base64(text)) check(to_base64(*bytes) == text);
    if (const auto bytes = from_hex(text)) check(to_hex(*bytes) == lower_ascii(text));
    check(from_base64(to_base64(text)).value() == text);
    check(from_hex(to_hex(text)).value() == text);
    return 0;
}
