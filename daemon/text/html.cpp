#include "text/html.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "earshot/short_text.hpp"
#include "text/entities.hpp"
#include "text/unicode.hpp"

namespace earshot::texts {

namespace {

bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <std::size_t N>
bool one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::ranges::find(names, name) != names.end();
}

// Elements whose content nobody reads; it ends at their own end tag only.
constexpr auto unread = std::to_array<std::string_view>(
    {"script", "style", "title", "template", "noscript", "iframe", "textarea"});
constexpr auto lines = std::to_array<std::string_view>(
    {"div",        "li",      "tr",      "ul",      "ol",     "dl",     "dt",
     "dd",         "table",   "section", "article", "header", "footer", "figure",
     "figcaption", "address", "form",    "hr",      "main",   "nav",    "aside"});
constexpr auto paragraphs =
    std::to_array<std::string_view>({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"});

struct tag {
    std::string name;  // lower case
    bool closing = false;
    std::string href;
};

// Reads markup from the front of what is left; see WHATWG HTML 13.2.5 for the states.
class scanner {
public:
    explicit scanner(std::string_view html) : rest_(html) {}

    bool done() const { return rest_.empty(); }

    // Text up to the next `<`; a `<` that begins no markup belongs to it.
    std::string_view take_text() {
        std::size_t end = 0;
        while (end < rest_.size() && !(rest_[end] == '<' && markup(rest_.substr(end)))) ++end;
        return take(end);
    }

    // Comments, declarations and processing instructions: no name.
    tag take_tag() {
        if (rest_.starts_with("<!--")) return skip_past("-->", 4), tag{};
        if (rest_.starts_with("<!") || rest_.starts_with("<?")) return skip_past(">", 2), tag{};
        tag found;
        found.closing = rest_[1] == '/';
        take(found.closing ? 2 : 1);
        found.name =
            lower_ascii(take_until([](char c) { return space(c) || c == '/' || c == '>'; }));
        while (!done() && rest_.front() != '>') take_attribute(found);
        return take(1).empty() ? tag{} : found;  // what the end of the input cuts is no tag
    }

    // Past the end tag of an element whose content is not read.
    void skip_element(std::string_view name) {
        while (!done()) {
            skip_past("</", 0);
            const bool ends = lower_ascii(rest_.substr(0, name.size())) == name;
            if (ends) return skip_past(">", name.size());
        }
    }

private:
    static bool markup(std::string_view at) {
        if (at.size() < 2) return false;
        if (at[1] == '/') return at.size() > 2 && letter(at[2]);
        return letter(at[1]) || at[1] == '!' || at[1] == '?';
    }

    std::string_view take(std::size_t count) {
        const std::string_view taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return taken;
    }

    template <class Ends>
    std::string_view take_until(Ends ends) {
        return take(static_cast<std::size_t>(std::ranges::find_if(rest_, ends) - rest_.begin()));
    }

    void skip_past(std::string_view what, std::size_t from) {
        const std::size_t found = rest_.find(what, from);
        take(found == rest_.npos ? rest_.size() : found + what.size());
    }

    void take_attribute(tag& of) {
        take_until([](char c) { return !space(c) && c != '/'; });
        const auto name =
            take_until([](char c) { return space(c) || c == '/' || c == '>' || c == '='; });
        take_until([](char c) { return !space(c); });
        if (done() || rest_.front() != '=') return;
        take(1);
        const std::string_view value = take_value();
        if (of.name == "a" && of.href.empty() && lower_ascii(name) == "href") of.href = value;
    }

    std::string_view take_value() {
        take_until([](char c) { return !space(c); });
        if (done()) return {};
        const char quote = rest_.front();
        if (quote != '"' && quote != '\'')
            return take_until([](char c) { return space(c) || c == '>'; });
        take(1);
        const std::string_view value = take_until([quote](char c) { return c == quote; });
        take(1);
        return value;
    }

    std::string_view rest_;
};

std::string resolve(std::string_view text, reference_names names) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t plain = std::min(text.find('&'), text.size());
        out += text.substr(0, plain);
        text.remove_prefix(plain);
        if (text.empty()) break;
        const auto found = front_reference(text, names);
        if (found) append_utf8(out, found->code_point);
        if (!found) out += '&';
        text.remove_prefix(found ? found->length : 1);
    }
    return out;
}

std::string_view without_scheme(std::string_view address) {
    for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"})
        if (address.starts_with(scheme)) address.remove_prefix(scheme.size());
    if (address.ends_with('/')) address.remove_suffix(1);
    return address;
}

bool worth_showing(std::string_view address) {
    constexpr std::size_t longest = 2'048;
    return !address.starts_with('#') && address.size() <= longest &&
           lower_ascii(address.substr(0, 11)) != "javascript:";
}

// Collects the text as it would be laid out: runs of spaces are one, lines have no ends of spaces.
class page {
public:
    void add(std::string_view raw) {
        for (const char c : resolve(raw, reference_names::html)) {
            if (preformatted_ && c != '\r') {
                flush();
                text_ += c;
            } else if (space(c)) {
                pending_space_ = true;
            } else {
                flush();
                text_ += c;
            }
        }
    }

    void apply(const tag& found) {
        if (found.name == "br") return break_line(1, true);
        if (found.name == "pre") preformatted_ = !found.closing;
        if (found.name == "td" || found.name == "th") pending_space_ = true;
        if (one_of(found.name, paragraphs)) break_line(2, false);
        if (one_of(found.name, lines)) break_line(1, false);
        if (found.name == "li" && !found.closing) add("- ");
        if (found.name == "a") link(found);
    }

    std::string finish() {
        link(tag{});
        return std::move(text_);
    }

private:
    void break_line(int count, bool add_up) {
        pending_space_ = false;
        pending_breaks_ = add_up ? pending_breaks_ + count : std::max(pending_breaks_, count);
    }

    // White space is written only when something follows it.
    void flush() {
        constexpr int most = 2;
        if (!text_.empty() && pending_breaks_ > 0)
            text_.append(static_cast<std::size_t>(std::min(pending_breaks_, most)), '\n');
        else if (!text_.empty() && pending_space_ && !space(text_.back()))
            text_ += ' ';
        pending_breaks_ = 0;
        pending_space_ = false;
    }

    // Opens a link, or closes the open one. A mention or hashtag tells its address well enough.
    void link(const tag& found) {
        const std::string address = std::exchange(address_, {});
        if (!address.empty()) {
            // A bounded look: a hostile page must not make the search expensive.
            const std::string_view shown =
                std::string_view(text_).substr(link_begin_, address.size() + 100);
            const std::size_t at = shown.find_first_not_of(" \n");
            const bool told = at != shown.npos && (shown[at] == '@' || shown[at] == '#');
            if (!told && shown.find(without_scheme(address)) == shown.npos) append_address(address);
        }
        if (!found.closing) address_ = resolve(found.href, reference_names::html);
        if (!worth_showing(address_)) address_.clear();
        link_begin_ = text_.size();
    }

    void append_address(const std::string& address) {
        pending_space_ = true;
        flush();
        text_.append("(").append(address).append(")");
    }

    std::string text_;
    std::string address_;  // of the open link
    std::size_t link_begin_ = 0;
    int pending_breaks_ = 0;
    bool pending_space_ = false;
    bool preformatted_ = false;
};

}  // namespace

std::string html_to_text(std::string_view html) {
    scanner from(cut(html, max_html));
    page onto;
    while (!from.done()) {
        onto.add(from.take_text());
        if (from.done()) break;
        const tag found = from.take_tag();
        if (!found.closing && one_of(found.name, unread))
            from.skip_element(found.name);
        else
            onto.apply(found);
    }
    return onto.finish();
}

std::string unescape(std::string_view text) { return resolve(text, reference_names::xml); }

}  // namespace earshot::texts
