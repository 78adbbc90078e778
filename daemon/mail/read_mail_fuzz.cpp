// Any bytes as a mail: text that is UTF-8, however it came.
#include <cstdlib>

#include "mail/charset.hpp"
#include "mail/read_mail.hpp"

using namespace earshot;

namespace {

void require_utf8(const std::string& text) {
    if (mails::to_utf8(text, "utf-8") != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const received_mail mail =
        mails::read_mail(std::string(reinterpret_cast<const char*>(data), size), size % 2 == 0);
    for (const auto& [name, value] : mail.headers) require_utf8(value);
    for (const mail_part& part : mail.parts) require_utf8(part.text);
    return 0;
}
