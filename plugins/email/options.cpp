#include "email/options.hpp"

#include <algorithm>

#include "earshot/settings_check.hpp"
#include "earshot/short_text.hpp"

namespace earshot::email {

namespace {

constexpr std::size_t longest_name = 20;  // a tag of 43 is added; mail allows 64 before the @

bool is_host(std::string_view text) {
    return !text.empty() && text.find_first_of("<>,;@ \t\r\n") == text.npos;
}

bool is_address(std::string_view text) {
    const std::size_t at = text.find('@');
    return at != text.npos && is_host(text.substr(0, at)) && is_host(text.substr(at + 1));
}

std::string address(std::string_view field, const std::string& text, settings_check& check) {
    if (!is_address(text))
        check.refuse(field, "has '" + text + "', no address of mail; write NAME@DOMAIN");
    return lower_ascii(text);
}

bool ends_with_port(std::string_view text) {
    const std::size_t colon = text.rfind(':');
    return colon == text.npos || text.ends_with(']') ||
           text.find_first_not_of("0123456789", colon + 1) == text.npos;
}

// SCHEME:// or SCHEMEs://, a host, perhaps a port.
bool is_server(std::string_view text, std::string_view scheme) {
    if (!text.starts_with(scheme)) return false;
    text.remove_prefix(scheme.size());
    if (text.starts_with('s')) text.remove_prefix(1);
    if (!text.starts_with("://")) return false;
    text.remove_prefix(3);
    if (text.ends_with('/')) text.remove_suffix(1);
    return is_host(text) && !text.starts_with(':') && ends_with_port(text) &&
           text.find_first_of("/?#") == text.npos;
}

// What is there is not repeated: a user may stand in it, and his password.
void check_server(const settings& from, const char* field, settings_check& check) {
    const std::string scheme(field);
    if (from.has(field) && !is_server(from.text(field), field))
        check.refuse(field, "is no server; write " + scheme + "s://HOST:PORT or " + scheme +
                                "://HOST:PORT, without a user or a path");
}

void check_mailbox(const settings& from, settings_check& check) {
    if (from.has("imap") && from.list("agents").empty())
        check.refuse("imap", "needs agents; name who may answer, or remove it");
    for (const char* unused : {"imap_user", "imap_password", "done_folder"})
        if (!from.has("imap") && from.has(unused))
            check.refuse(unused, "counts only with imap; add it, or remove this");
    if (!from.has("imap") && !from.list("agents").empty())
        check.refuse("agents", "counts only with imap; add it, or remove this");
    if (from.has("done_folder") && from.text("done_folder") == from.text("folder"))
        check.refuse("done_folder", "is folder itself; name another, or remove it");
}

std::string text_or(const settings& from, const char* name, const std::string& otherwise) {
    return from.has(name) && !from.text(name).empty() ? from.text(name) : otherwise;
}

std::vector<std::string> agents_of(const settings& from, settings_check& check) {
    std::vector<std::string> out;
    for (const std::string& one : from.list("agents")) {
        const bool domain = one.starts_with('@') && is_host(one.substr(1));
        out.push_back(domain ? lower_ascii(one) : address("agents", one, check));
    }
    return out;
}

}  // namespace

bool options::may_answer(std::string_view who) const {
    const std::string_view host = who.substr(std::min(who.find('@'), who.size()));
    return std::ranges::any_of(agents, [&](const std::string& one) {
        return one == who || (one.starts_with('@') && one == host);
    });
}

options read_options(const settings& from) {
    settings_check check(from);
    options made;
    check_server(from, "smtp", check);
    check_server(from, "imap", check);
    check.together("user", "password");
    check.together("imap_user", "imap_password");
    check_mailbox(from, check);
    made.from = address("from", from.text("from"), check);
    for (const std::string& one : from.list("to"))
        made.to.push_back({"", address("to", one, check)});
    if (made.to.empty()) check.refuse("to", "is empty; name at least one address");
    made.reply_to = address("reply_to", text_or(from, "reply_to", made.from), check);
    if (is_address(made.reply_to) && made.reply_to.find('@') > longest_name)
        check.refuse("reply_to",
                     "has more than 20 characters before the @, where a tag is added; choose a "
                     "shorter one");
    made.domain = made.from.substr(made.from.find('@') + 1);
    made.agents = agents_of(from, check);
    check.span("timeout", std::chrono::seconds{1}, std::chrono::seconds{60});
    check.number("max_mail", 1'024, 1 << 30);
    check.finish();
    made.folder = from.text("folder");
    made.done_folder = text_or(from, "done_folder", "");
    made.person_addresses = from.boolean("person_addresses");
    return made;
}

}  // namespace earshot::email
