#include "email/incoming.hpp"

#include <algorithm>
#include <ranges>

#include "earshot/signature.hpp"
#include "email/quotes.hpp"

namespace earshot::email {

namespace {

// `[c17]`.
bool names_case(std::string_view subject) {
    for (std::size_t at = subject.find("[c"); at != subject.npos; at = subject.find("[c", at + 1)) {
        const std::size_t end = subject.find_first_not_of("0123456789", at + 2);
        if (end != subject.npos && end > at + 2 && subject[end] == ']') return true;
    }
    return false;
}

// The first, unless it is an attachment.
const mail_part* part_of(const received_mail& mail, std::string_view type) {
    const auto found = std::ranges::find_if(mail.parts, [&](const mail_part& one) {
        return one.type == type && !one.attached &&
               one.text.find_first_not_of(" \n\t") != one.text.npos;
    });
    return found == mail.parts.end() ? nullptr : &*found;
}

result<std::string> words_in(const received_mail& mail, const text& unicode) {
    const mail_part* plain = part_of(mail, "text/plain");
    const mail_part* html = part_of(mail, "text/html");
    const mail_part* chosen = plain ? plain : html;
    if (!chosen) return std::string();
    if (!chosen->whole)
        return fail(error_kind::invalid, "email.too_large",
                    "the mail is larger than what is read of one, and its text is cut there: send "
                    "the answer again, without attachments and without the quoted mail");
    if (plain) return without_quotes(plain->text);
    return without_quotes(unicode.html_to_text(without_quoted_html(html->text)));
}

// Of a mail of ours: quoted where nobody could see that it was quoted.
bool shows_our_own(const std::string& words) {
    return words.contains(answer_line) || words.contains("X-Earshot-");
}

}  // namespace

claim claim_of(const received_mail& mail, const own_ids& ids) {
    claim made;
    std::vector<std::string> named = mail.in_reply_to;
    std::ranges::copy(mail.references | std::views::reverse, std::back_inserter(named));
    for (const std::string& id : named) {
        if (!ids.looks_own(id)) continue;
        const auto name = ids.message_of(id);
        if (!name) made.forged = true;
        if (!name) continue;
        made.proved = true;
        if (made.message_name.empty()) made.message_name = *name;
    }
    for (const std::string& address : mail.delivered_to)
        if (!made.address) made.address = ids.read_address(address);
    made.by_subject = names_case(mail.header("subject").value_or(""));
    return made;
}

result<std::string> answer_in(const received_mail& mail, const text& unicode) {
    auto words = words_in(mail, unicode);
    if (!words) return words;
    if (words->empty())
        return fail(error_kind::invalid, "email.no_words",
                    "no words stand above the quoted mail, and attachments are not published: send "
                    "the answer again, as text above the quoted mail");
    if (shows_our_own(*words))
        return fail(error_kind::invalid, "email.quoted",
                    "the quoted mail could not be told from the answer, and would have been "
                    "published with it: send the answer again, without the quoted mail");
    return words;
}

std::string answer_id(const received_mail& mail) {
    if (!mail.message_id.empty() && mail.message_id.size() <= 500) return mail.message_id;
    std::string whole;
    for (const char* name : {"from", "date", "subject"})
        whole.append(mail.header(name).value_or("")).append("\n");
    for (const mail_part& part : mail.parts) whole.append(part.text).append("\n");
    return "sha256:" + to_hex(digest(hash::sha256, whole));
}

timestamp written_at(const received_mail& mail) {
    if (mail.sent == timestamp{}) return mail.arrived;
    if (mail.arrived == timestamp{}) return mail.sent;
    return std::min(mail.sent, mail.arrived);
}

}  // namespace earshot::email
