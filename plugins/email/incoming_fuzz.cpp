// Any bytes as a mail: whatever it is, it proves nothing that was not signed.
#include <cstdlib>

#include "email/automatic.hpp"
#include "email/incoming.hpp"
#include "mail/read_mail.hpp"
#include "text/text_service.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const email::own_ids ids("a secret nobody can know", "brand.example",
                                    "care@brand.example");
    static const texts::text_service unicode;
    const received_mail mail =
        mails::read_mail(std::string(reinterpret_cast<const char*>(data), size), false);
    const email::claim named = email::claim_of(mail, ids);
    if (named.proved) std::abort();
    static_cast<void>(email::why_automatic(mail));
    static_cast<void>(email::report_in(mail));
    const auto words = email::answer_in(mail, unicode);
    if (email::answer_id(mail).empty() || (words && words->empty())) std::abort();
    return 0;
}
