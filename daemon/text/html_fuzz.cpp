// Any bytes: no crash, an answer no longer than the input allows, UTF-8 stays UTF-8.
#include <cstdlib>

#include "text/html.hpp"
#include "text/unicode.hpp"

using namespace earshot::texts;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::string plain = html_to_text(input);
    const std::string resolved = unescape(input);
    if (resolved.size() > input.size()) std::abort();
    if (valid_utf8(input) && !(valid_utf8(plain) && valid_utf8(resolved))) std::abort();
    return 0;
}
