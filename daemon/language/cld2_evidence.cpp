#include "language/cld2_evidence.hpp"

#include <array>
#include <cstdio>  // the next header needs it and does not say so

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "language/tags.hpp"

namespace earshot::language {

cld2_guess ask_cld2(std::string_view text) {
    constexpr CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING,
                                      CLD2::UNKNOWN_LANGUAGE};
    std::array<CLD2::Language, 3> languages{};
    std::array<int, 3> percents{};
    std::array<double, 3> scores{};
    int bytes = 0;
    bool reliable = false;
    int valid_bytes = 0;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(
        text.data(), static_cast<int>(text.size()), true, &no_hints, CLD2::kCLDFlagBestEffort,
        languages.data(), percents.data(), scores.data(), nullptr, &bytes, &reliable, &valid_bytes);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE || bytes == 0) return {};
    auto tag = primary_language(CLD2::LanguageCode(languages[0]));
    if (!tag) return {};
    return {std::move(*tag), reliable, percents[0]};
}

bool cld2_knows(std::string_view language) {
    const std::string code(language == "he" ? "iw" : language);
    return CLD2::GetLanguageFromName(code.c_str()) != CLD2::UNKNOWN_LANGUAGE;
}

}  // namespace earshot::language
