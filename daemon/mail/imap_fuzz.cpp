// Any bytes from an IMAP server: responses that end, and nothing larger than was asked for.
#include <cstdlib>

#include "mail/imap_responses.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    mails::imap_reader reader(1'000);
    reader.add({reinterpret_cast<const char*>(data), size});
    mails::imap_responses all;
    for (auto one = reader.next(); one && *one; one = reader.next()) {
        for (const std::string& literal : (*one)->literals)
            if (literal.size() > 1'000) std::abort();
        all.push_back(std::move(**one));
    }
    static_cast<void>(mails::end_of_mailbox(all));
    static_cast<void>(mails::found_uids(all, 7));
    static_cast<void>(mails::fetched_mails(all));
    return 0;
}
