#include "email/quotes.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "earshot/short_text.hpp"

namespace earshot::email {

namespace {

using lines = std::vector<std::string_view>;

constexpr std::size_t longest_introduction = 4;  // lines

std::string_view trimmed(std::string_view text) {
    const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

lines split(std::string_view text) {
    lines out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::string joined(const lines& from) {
    std::string out;
    for (const std::string_view one : from) out.append(one).append("\n");
    const std::size_t begin = out.find_first_not_of("\n \t");
    const std::size_t end = out.find_last_not_of("\n \t");
    return begin == out.npos ? std::string() : out.substr(begin, end - begin + 1);
}

bool is_quoted(std::string_view line) { return trimmed(line).starts_with('>'); }
bool is_empty(std::string_view line) { return trimmed(line).empty(); }

template <std::size_t Size>
bool begins_with_one_of(std::string_view line, const std::array<std::string_view, Size>& words) {
    return std::ranges::any_of(words, [&](std::string_view one) { return line.starts_with(one); });
}

template <std::size_t Size>
bool holds_one_of(std::string_view line, const std::array<std::string_view, Size>& words) {
    return std::ranges::any_of(words, [&](std::string_view one) { return line.contains(one); });
}

// `-----Original Message-----` in any language.
bool is_separator(std::string_view line) {
    line = trimmed(line);
    const std::size_t begin = line.find_first_not_of('-');
    const std::size_t end = line.find_last_not_of('-');
    return begin != line.npos && begin >= 3 && line.size() - end - 1 >= 3;
}

constexpr std::array<std::string_view, 34> senders{
    "From:",   "*From:*",  "Von:",    "*Von:*",     "Van:",      "*Van:*",  "De:",
    "*De:*",   "De :",     "Da:",     "*Da:*",      "Från:",     "Fra:",    "Fra :",
    "Od:",     "От:",      "Від:",    "Feladó:",    "De la:",    "Kimden:", "Lähettäjä:",
    "Από:",    "מאת:",     "من:",     "发件人:",    "发件人：",  "寄件者:", "寄件者：",
    "差出人:", "差出人：", "送信者:", "보낸 사람:", "보낸사람:", "Dari:"};

constexpr std::array<std::string_view, 40> other_headers{
    "Sent:",    "Date:",      "To:",        "Subject:",   "Gesendet:", "Datum:",   "An:",
    "Betreff:", "Verzonden:", "Aan:",       "Onderwerp:", "Envoyé",    "À",        "Objet",
    "Enviado",  "Para:",      "Asunto:",    "Assunto:",   "Fecha:",    "Inviato:", "Oggetto:",
    "Skickat:", "Till:",      "Ämne:",      "Sendt:",     "Til:",      "Emne:",    "Lähetetty:",
    "Wysłano:", "Temat:",     "Отправлено", "Кому:",      "Тема:",     "发送时间", "收件人",
    "主题",     "送信日時",   "宛先",       "件名",       "보낸 날짜"};

// The block of headers that Outlook puts above what it quotes.
bool is_header_block(const lines& all, std::size_t at) {
    std::string_view first = trimmed(all[at]);
    if (!begins_with_one_of(first, senders)) return false;
    for (std::size_t i = at + 1; i < std::min(all.size(), at + 5); ++i) {
        std::string_view line = trimmed(all[i]);
        if (line.starts_with('*')) line.remove_prefix(1);
        if (begins_with_one_of(line, other_headers)) return true;
    }
    return false;
}

constexpr std::array<std::string_view, 31> wrote{
    "wrote",      "schrieb", "schreef",   "geschreven", "a écrit",  "escribió",   "escreveu",
    "ha scritto", "skrev",   "kirjoitti", "napisał",    "napsal",   "napísal",    "написал",
    "пише",       "писал",   "írta",      "a scris",    "yazdı",    "έγραψε",     "כתב",
    "كتب",        "写道",    "寫道",      "书写",       "のメール", "書きました", "さんは",
    "작성",       "viết",    "menulis"};

bool has_digit(std::string_view line) {
    return std::ranges::any_of(line, [](char c) { return c >= '0' && c <= '9'; });
}

// `On Sunday, Ana wrote:`: what ends in a colon and has a date or an address in it.
bool introduces(const std::string& words) {
    const std::string_view text = trimmed(words);
    const bool colon = text.ends_with(':') || text.ends_with("：");
    const bool known = holds_one_of(text, wrote);
    return (colon || known) && (known || text.contains('@')) &&
           (has_digit(text) || text.contains('@'));
}

// A date may stand in the line above the one with the address.
bool has_date(std::string_view words) {
    while (!words.empty()) {
        const std::size_t end = std::min(words.find(' '), words.size());
        const std::string_view word = words.substr(0, end);
        if (!word.contains('@') && has_digit(word)) return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

// How many of the lines before `end` introduce what follows.
std::size_t introduction_before(const lines& all, std::size_t end) {
    std::size_t last = end;
    while (last > 0 && is_empty(all[last - 1])) --last;
    std::string words;
    std::size_t found = 0;
    for (std::size_t count = 1; count <= std::min(longest_introduction, last); ++count) {
        const std::string_view line = all[last - count];
        if (is_empty(line) || is_quoted(line)) break;
        words = std::string(line) + " " + words;
        if (found > 0 && !has_date(line)) break;
        if (introduces(words)) found = end - (last - count);
        if (found > 0 && has_date(words)) break;
    }
    return found;
}

// Where what was quoted begins, without a mark in front of its lines; the end, where nothing was.
std::size_t quote_begin(const lines& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].contains(answer_line) || is_separator(all[i]) || is_header_block(all, i)) {
            std::size_t begin = i;
            // Outlook draws a line above its headers.
            while (begin > 0 &&
                   (is_empty(all[begin - 1]) || trimmed(all[begin - 1]).starts_with("____")))
                --begin;
            while (begin > 0 && is_quoted(all[begin - 1])) --begin;
            return begin - introduction_before(all, begin);
        }
    }
    return all.size();
}

// With the lines that introduce them.
lines without_marked(const lines& all) {
    lines out;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!is_quoted(all[i])) {
            out.push_back(all[i]);
            continue;
        }
        if (i == 0 || !is_quoted(all[i - 1]))
            out.resize(out.size() - introduction_before(out, out.size()));
    }
    return out;
}

constexpr std::array<std::string_view, 24> devices{
    "Sent from my",  "Sent from Mail", "Sent from Outlook", "Get Outlook for", "Sent via",
    "Von meinem",    "Gesendet von",   "Gesendet mit",      "Verstuurd vanaf", "Verzonden vanaf",
    "Verzonden met", "Envoyé de mon",  "Envoyé depuis",     "Enviado desde",   "Enviado do meu",
    "Enviado de",    "Inviato da",     "Skickat från",      "Sendt fra",       "Lähetetty",
    "Wysłane z",     "Отправлено с",   "发自我的",          "iPhoneから送信"};

// The line before a signature (RFC 3676 section 4.3), also without its space; a device that
// introduces itself.
std::size_t signature_begin(const lines& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string_view line = trimmed(all[i]);
        if (line == "--" || line == "—") return i;
        // At the end alone: an answer may begin with these words.
        if (all.size() - i <= 4 && begins_with_one_of(line, devices)) return i;
    }
    return all.size();
}

constexpr std::array<std::string_view, 13> html_marks{
    "gmail_quote",         "gmail_attr",   "divrplyfwdmsg",    "appendonsend",
    "moz-cite-prefix",     "yahoo_quoted", "protonmail_quote", "tutanota_quote",
    "type=\"cite\"",       "type=cite",    "zmail_extra",      "mail-editor-reference",
    "outlookmessageheader"};

}  // namespace

std::string without_quotes(std::string_view text) {
    lines all = split(text);
    while (!all.empty() && is_empty(all.back())) all.pop_back();
    all.resize(quote_begin(all));
    all = without_marked(all);
    while (!all.empty() && is_empty(all.back())) all.pop_back();
    all.resize(signature_begin(all));
    return joined(all);
}

std::string without_quoted_html(std::string_view html) {
    const std::string folded = lower_ascii(html);
    std::size_t end = folded.size();
    for (const std::string_view mark : html_marks) {
        // A mark counts inside of a tag.
        for (std::size_t at = folded.find(mark); at != folded.npos && at < end;
             at = folded.find(mark, at + 1)) {
            const std::size_t open = folded.rfind('<', at);
            const std::size_t close = folded.rfind('>', at);
            if (open == folded.npos || (close != folded.npos && close > open)) continue;
            end = open;
        }
    }
    return std::string(html.substr(0, end));
}

}  // namespace earshot::email
