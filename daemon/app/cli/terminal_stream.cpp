#include "app/cli/terminal_stream.hpp"

#include <langinfo.h>
#include <locale.h>
#include <unistd.h>

#include <string_view>

#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace {

// A locale that is named but not installed counts by its name: terminals go by that, too.
bool locale_is_utf8() {
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* value = std::getenv(name);
        if (!value || *value == '\0') continue;
        const std::string_view said(value);
        for (const char* utf8 : {"UTF-8", "utf-8", "UTF8", "utf8"})
            if (said.contains(utf8)) return true;
        break;
    }
    const locale_t own = ::newlocale(LC_CTYPE_MASK, "", nullptr);
    if (!own) return false;
    const bool found = std::string_view(::nl_langinfo_l(CODESET, own)) == "UTF-8";
    ::freelocale(own);
    return found;
}

}  // namespace

bool reads_ascii_only(int descriptor) { return ::isatty(descriptor) != 0 && !locale_is_utf8(); }

terminal_stream::terminal_stream(std::ostream& to, bool ascii_only, bool json)
    : std::ostream(nullptr), buffer_(to, ascii_only, json) {
    rdbuf(&buffer_);
}

terminal_stream::buffer::int_type terminal_stream::buffer::overflow(int_type next) {
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    const char one = traits_type::to_char_type(next);
    return xsputn(&one, 1) == 1 ? next : traits_type::eof();
}

std::streamsize terminal_stream::buffer::xsputn(const char* text, std::streamsize size) {
    const std::string_view whole(text, static_cast<std::size_t>(size));
    if (ascii_only_)
        to_ << ascii(whole, json_);
    else
        to_ << whole;
    return to_ ? size : 0;
}

int terminal_stream::buffer::sync() { return to_.flush() ? 0 : -1; }

}  // namespace earshot::app::cli
