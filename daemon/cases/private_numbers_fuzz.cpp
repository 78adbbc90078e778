// Any text: what is found lies within it and in order, and what is masked stays a text.
#include <cstdlib>

#include "cases/private_numbers.hpp"
#include "cases/subject.hpp"
#include "text/unicode.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot;
    const std::string text = texts::repair_utf8({reinterpret_cast<const char*>(data), size});
    std::size_t done = 0;
    for (const cases::private_number& one : cases::private_numbers(text)) {
        if (one.begin < done || one.end <= one.begin || one.end > text.size()) std::abort();
        done = one.end;
    }
    if (!texts::valid_utf8(cases::masked(text))) std::abort();
    message item;
    item.text = text;
    const std::string subject = cases::subject_of(item);
    if (subject.empty() || texts::code_points(subject) > cases::max_subject) std::abort();
    return 0;
}
