#include "email/automatic.hpp"

#include <algorithm>
#include <array>

#include "earshot/short_text.hpp"

namespace earshot::email {

namespace {

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\r')) text.remove_suffix(1);
    return text;
}

std::string value_of(const received_mail& mail, std::string_view name) {
    return lower_ascii(trimmed(mail.header(name).value_or("")));
}

bool is_postmaster(const received_mail& mail) {
    return std::ranges::any_of(mail.from, [](const mail_address& one) {
        return one.address.starts_with("mailer-daemon@") || one.address.starts_with("postmaster@");
    });
}

constexpr std::array<std::string_view, 18> absences{"automatic reply:",
                                                    "auto-reply:",
                                                    "auto reply:",
                                                    "autoreply:",
                                                    "out of office",
                                                    "automatische antwort",
                                                    "abwesenheitsnotiz",
                                                    "automatisch antwoord",
                                                    "afwezigheidsbericht",
                                                    "réponse automatique",
                                                    "respuesta automática",
                                                    "resposta automática",
                                                    "risposta automatica",
                                                    "autosvar",
                                                    "automatisk svar",
                                                    "自動応答",
                                                    "自动回复",
                                                    "자동 회신"};

bool tells_absence(const std::string& subject) {
    return std::ranges::any_of(absences,
                               [&](std::string_view one) { return subject.starts_with(one); });
}

// Of `Name: value` in lines; the first.
std::string field(std::string_view text, std::string_view name) {
    const std::string folded = "\n" + lower_ascii(text);
    const std::size_t at = folded.find("\n" + std::string(name) + ":");
    if (at == folded.npos) return {};
    const std::size_t begin = at + name.size() + 2;
    return std::string(
        trimmed(std::string_view(folded).substr(begin, folded.find('\n', begin) - begin)));
}

void add_ids(std::string_view text, std::vector<std::string>& into) {
    for (std::size_t at = text.find('<'); at != text.npos && into.size() < 20;
         at = text.find('<', at + 1)) {
        const std::size_t end = text.find_first_of("<> \n", at + 1);
        if (end == text.npos) return;
        if (text[end] == '>') into.emplace_back(text.substr(at + 1, end - at - 1));
    }
}

}  // namespace

std::string why_automatic(const received_mail& mail) {
    if (value_of(mail, "return-path") == "<>") return "its sender takes no answers";
    if (mail.from.empty()) return "it has no sender";
    if (is_postmaster(mail)) return "a mail server wrote it";
    if (value_of(mail, "content-type").starts_with("multipart/report")) return "it is a report";
    const std::string submitted = value_of(mail, "auto-submitted");
    if (!submitted.empty() && trimmed(submitted.substr(0, submitted.find(';'))) != "no")
        return "Auto-Submitted says so";
    const std::string precedence = value_of(mail, "precedence");
    if (precedence == "bulk" || precedence == "junk" || precedence == "auto_reply")
        return "Precedence says so";
    for (const char* name : {"x-autoreply", "x-autorespond", "x-fc-machinegenerated",
                             "x-auto-reply-from", "x-mailer-daemon"})
        if (const std::string value = value_of(mail, name); !value.empty() && value != "no")
            return std::string(name) + " says so";
    if (mail.header("list-id") || mail.header("list-unsubscribe") || precedence == "list")
        return "it came from a list";
    if (tells_absence(value_of(mail, "subject"))) return "its subject tells of an absence";
    return {};
}

std::optional<delivery_report> report_in(const received_mail& mail) {
    delivery_report made;
    bool found = false;
    for (const mail_part& part : mail.parts) {
        if (part.type == "message/delivery-status") {
            found = true;
            made.failed = field(part.text, "action") == "failed";
            made.status = field(part.text, "status").substr(0, 20);
        }
        if (part.type == "message/rfc822" || part.type == "text/rfc822-headers")
            add_ids(field(part.text, "message-id"), made.ids);
    }
    return found ? std::optional(made) : std::nullopt;
}

int hops_of(const received_mail& mail) {
    return static_cast<int>(std::ranges::count(
        mail.headers, "received", [](const auto& one) -> const std::string& { return one.first; }));
}

}  // namespace earshot::email
