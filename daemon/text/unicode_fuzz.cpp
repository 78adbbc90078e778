// Any bytes: repairing gives UTF-8 and is a no-op on UTF-8, NFC is stable, characters add up.
#include <cstdlib>

#include "text/unicode.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string text = texts::repair_utf8(input);
    const std::string composed = texts::nfc(text);
    std::string joined;
    for (const grapheme& one : texts::graphemes(text)) joined += one.bytes;
    const bool good = texts::valid_utf8(text) && texts::valid_utf8(composed) && joined == text &&
                      texts::nfc(composed) == composed &&
                      texts::valid_utf8(input) == (text == input) &&
                      texts::byte_offset(text, texts::code_points(text)) == text.size() &&
                      texts::valid_utf8(texts::cut(text, size / 2));
    if (!good) std::abort();
    static_cast<void>(texts::graphemes(input));
    return 0;
}
