#include "language/tags.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "language/cld2_evidence.hpp"
#include "language/ngram_model.hpp"

namespace earshot::language {

namespace {

using pair = std::pair<std::string_view, std::string_view>;

// Old codes, three-letter codes and kinds of one language.
constexpr std::array also_called{
    pair{"nb", "no"},  pair{"nn", "no"},  pair{"in", "id"},  pair{"iw", "he"},  pair{"ji", "yi"},
    pair{"mo", "ro"},  pair{"fil", "tl"}, pair{"cmn", "zh"}, pair{"yue", "zh"}, pair{"nld", "nl"},
    pair{"dut", "nl"}, pair{"eng", "en"}, pair{"deu", "de"}, pair{"ger", "de"}, pair{"spa", "es"},
    pair{"por", "pt"}, pair{"jpn", "ja"}, pair{"nor", "no"}, pair{"nob", "no"}, pair{"nno", "no"},
    pair{"dan", "da"}, pair{"swe", "sv"}, pair{"fra", "fr"}, pair{"fre", "fr"}, pair{"ita", "it"},
    pair{"afr", "af"}, pair{"cat", "ca"}, pair{"glg", "gl"}, pair{"pol", "pl"}, pair{"fin", "fi"},
    pair{"tur", "tr"}, pair{"ind", "id"}, pair{"ron", "ro"}, pair{"rum", "ro"}, pair{"ces", "cs"},
    pair{"cze", "cs"}, pair{"hun", "hu"}, pair{"zho", "zh"}, pair{"chi", "zh"}, pair{"kor", "ko"},
    pair{"rus", "ru"}, pair{"ukr", "uk"}, pair{"ara", "ar"}, pair{"ell", "el"}, pair{"heb", "he"},
    pair{"tha", "th"}, pair{"vie", "vi"}, pair{"slk", "sk"}, pair{"slv", "sl"}, pair{"hrv", "hr"},
    pair{"est", "et"}, pair{"lav", "lv"}, pair{"lit", "lt"}, pair{"eus", "eu"}, pair{"isl", "is"}};

// Undetermined, none, several, and X's own: media, hashtags, mentions, links, short text.
constexpr std::array no_language{"und", "zxx", "mis", "mul", "qam", "qct",
                                 "qht", "qme", "qst", "art", "xx"};

}  // namespace

std::optional<std::string> primary_language(std::string_view tag) {
    std::string primary(tag.substr(0, tag.find_first_of("-_.@")));
    if (primary.size() < 2 || primary.size() > 3) return std::nullopt;
    for (char& letter : primary) {
        letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter + 32 : letter);
        if (letter < 'a' || letter > 'z') return std::nullopt;
    }
    if (std::ranges::find(no_language, primary) != no_language.end()) return std::nullopt;
    const auto* other = std::ranges::find(also_called, std::string_view(primary), &pair::first);
    return other == also_called.end() ? primary : std::string(other->second);
}

bool can_tell(std::string_view language) {
    constexpr std::array by_script{"ja", "zh", "ko", "el", "th", "he"};
    const auto own = ngram_model::built_in().languages();
    return std::ranges::find(own, language) != own.end() ||
           std::ranges::find(by_script, language) != by_script.end() || cld2_knows(language);
}

result<std::string> language_named(std::string_view written) {
    auto tag = primary_language(written);
    if (tag && can_tell(*tag)) return std::move(*tag);
    return fail(error_kind::invalid, "language.unknown",
                "'" + std::string(written) +
                    "' is no language that can be told; write two small letters such as nl");
}

}  // namespace earshot::language
