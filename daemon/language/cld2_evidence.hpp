// What Compact Language Detector 2 makes of a text. Slower than our own model, but it knows eighty
// languages; it is asked where that one is not sure, and about writings other than Latin.
#pragma once

#include <string>
#include <string_view>

namespace earshot::language {

struct cld2_guess {
    std::string tag;        // as Earshot writes it; empty: none
    bool reliable = false;  // by its own judgement
    int percent = 0;        // of the text
};

// Best effort: it says something about short texts, too.
cld2_guess ask_cld2(std::string_view text);

bool cld2_knows(std::string_view language);

}  // namespace earshot::language
