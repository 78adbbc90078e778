#include "cases/person.hpp"

#include <algorithm>

namespace earshot::cases {

const tie* find_tie(const person& of, std::string_view other) {
    const auto found = std::ranges::find(of.ties, other, &tie::other);
    return found == of.ties.end() ? nullptr : &*found;
}

std::string usual_language(const person& of) {
    if (!of.corrected_language.empty()) return of.corrected_language;
    const auto most = std::ranges::max_element(
        of.languages, {}, [](const auto& language) { return language.second; });
    return most == of.languages.end() ? std::string() : most->first;
}

}  // namespace earshot::cases
