#include "mail/charset.hpp"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>

#include "earshot/short_text.hpp"

namespace earshot::mails {

namespace {

using converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

struct meaning {
    std::string_view label;
    const char* charset;  // ICU's name
};

// Where mail programs and standards disagree, the programs win: all of them send the larger set
// under the smaller one's name. The Encoding standard of the WHATWG says the same of the web.
constexpr std::array meanings{
    meaning{"ascii", "windows-1252"},
    meaning{"us-ascii", "windows-1252"},
    meaning{"ansi_x3.4-1968", "windows-1252"},
    meaning{"iso-8859-1", "windows-1252"},
    meaning{"iso8859-1", "windows-1252"},
    meaning{"iso_8859-1", "windows-1252"},
    meaning{"latin1", "windows-1252"},
    meaning{"iso-8859-9", "windows-1254"},
    meaning{"iso-8859-11", "windows-874"},
    meaning{"tis-620", "windows-874"},
    meaning{"gb2312", "gb18030"},
    meaning{"gb_2312-80", "gb18030"},
    meaning{"gbk", "gb18030"},
    meaning{"cp936", "gb18030"},
    meaning{"x-gbk", "gb18030"},
    meaning{"euc-kr", "windows-949"},
    meaning{"ks_c_5601-1987", "windows-949"},
    meaning{"ks_c_5601", "windows-949"},
    meaning{"cp949", "windows-949"},
    meaning{"shift_jis", "windows-932"},
    meaning{"shift-jis", "windows-932"},
    meaning{"sjis", "windows-932"},
    meaning{"x-sjis", "windows-932"},
    meaning{"cp932", "windows-932"},
    meaning{"big5", "windows-950"},
    meaning{"iso-8859-8-i", "iso-8859-8"},
    meaning{"unicode-1-1-utf-7", "utf-7"},
    meaning{"utf8", "utf-8"},
};

converter open(const char* charset) {
    UErrorCode problem = U_ZERO_ERROR;
    converter made(ucnv_open(charset, &problem), &ucnv_close);
    return U_SUCCESS(problem) ? std::move(made) : converter(nullptr, &ucnv_close);
}

converter converter_for(std::string_view label) {
    const std::string name = lower_ascii(label);
    if (const auto known = std::ranges::find(meanings, name, &meaning::label);
        known != meanings.end())
        return open(known->charset);
    // ICU takes the empty name for the machine's own charset.
    return name.empty() ? converter(nullptr, &ucnv_close) : open(name.c_str());
}

bool is_utf8(std::string_view bytes) {
    const converter strict = open("utf-8");
    UErrorCode problem = U_ZERO_ERROR;
    ucnv_setToUCallBack(strict.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &problem);
    problem = U_ZERO_ERROR;
    ucnv_toUChars(strict.get(), nullptr, 0, bytes.data(), static_cast<std::int32_t>(bytes.size()),
                  &problem);
    return U_SUCCESS(problem) || problem == U_BUFFER_OVERFLOW_ERROR;
}

const char* guess(std::string_view bytes) {
    for (const std::string_view japanese : {"\x1b$B", "\x1b$@", "\x1b(J"})
        if (bytes.contains(japanese)) return "iso-2022-jp";
    return is_utf8(bytes) ? "utf-8" : "windows-1252";
}

icu::UnicodeString decode(UConverter& from, std::string_view bytes) {
    UErrorCode problem = U_ZERO_ERROR;
    return {bytes.data(), static_cast<std::int32_t>(bytes.size()), &from, problem};
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view label) {
    converter from = converter_for(label);
    if (!from) from = open(guess(bytes));
    std::string out;
    decode(*from, bytes).toUTF8String(out);
    return out;
}

std::string to_imap_name(std::string_view folder) {
    const icu::UnicodeString name =
        icu::UnicodeString::fromUTF8({folder.data(), static_cast<std::int32_t>(folder.size())});
    const converter to = open("IMAP-mailbox-name");
    if (!to) return std::string(folder);
    std::string out(static_cast<std::size_t>(name.length()) * 8 + 8, '\0');
    UErrorCode problem = U_ZERO_ERROR;
    const std::int32_t size =
        ucnv_fromUChars(to.get(), out.data(), static_cast<std::int32_t>(out.size()),
                        name.getBuffer(), name.length(), &problem);
    out.resize(U_SUCCESS(problem) ? static_cast<std::size_t>(size) : 0);
    return out;
}

}  // namespace earshot::mails
