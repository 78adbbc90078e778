// Any bytes as a mail's text: nothing is added, and our own line never comes through.
#include <cstdlib>

#include "email/quotes.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const std::string words = email::without_quotes(text);
    if (words.size() > text.size() || words.contains(email::answer_line)) std::abort();
    if (email::without_quoted_html(text).size() > text.size()) std::abort();
    return 0;
}
