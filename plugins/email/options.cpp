#include "email/options.hpp"

#include <algorithm>
#include <stdexcept>

#include "earshot/short_text.hpp"

namespace earshot::email {

namespace {

std::string address(const std::string& field, const std::string& text) {
    const std::size_t at = text.find('@');
    const bool sound = at != 0 && at != text.npos && at + 1 < text.size() &&
                       text.find_first_of("<>,; \t\r\n") == text.npos && text.rfind('@') == at;
    if (!sound) throw std::invalid_argument(field + ": '" + text + "' is not an address of mail");
    return lower_ascii(text);
}

std::string text_or(const settings& from, const char* name, const std::string& otherwise) {
    return from.has(name) && !from.text(name).empty() ? from.text(name) : otherwise;
}

std::vector<std::string> agents_of(const settings& from) {
    std::vector<std::string> out;
    for (const std::string& one : from.list("agents"))
        out.push_back(one.starts_with('@') ? lower_ascii(one) : address("agents", one));
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
    options made;
    made.from = address("from", from.text("from"));
    for (const std::string& one : from.list("to")) made.to.push_back({"", address("to", one)});
    if (made.to.empty()) throw std::invalid_argument("to: name at least one address");
    made.reply_to = address("reply_to", text_or(from, "reply_to", made.from));
    // A tag of 43 characters is added to what stands before the @, of which mail allows 64.
    if (made.reply_to.find('@') > 20)
        throw std::invalid_argument("reply_to: at most 20 characters may stand before the @");
    made.domain = made.from.substr(made.from.find('@') + 1);
    made.agents = agents_of(from);
    if (from.has("imap") && made.agents.empty())
        throw std::invalid_argument("agents: name who may answer, or leave imap out");
    made.folder = from.text("folder");
    made.done_folder = text_or(from, "done_folder", "");
    made.person_addresses = from.boolean("person_addresses");
    return made;
}

}  // namespace earshot::email
