#include "mail/compose.hpp"

#include <algorithm>

#include "mail/address.hpp"
#include "mail/charset.hpp"
#include "mail/mime.hpp"

namespace earshot::mails {

namespace {

auto refused(std::string_view what, std::string_view value) {
    return fail(error_kind::invalid, "mail.address",
                std::string(what) + " '" + to_utf8(value.substr(0, 100), "utf-8") +
                    "' cannot stand in a mail");
}

// A header's value is one line, whatever a customer called himself.
std::string one_line(std::string_view text) {
    std::string out = to_utf8(text, "utf-8");
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return out;
}

bool is_header_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               (c >= '0' && c <= '9');
    });
}

result<void> check(const outgoing_mail& letter) {
    if (!is_address(letter.from.address)) return refused("the sender", letter.from.address);
    if (letter.to.empty()) return refused("the recipient", "");
    for (const mail_address& one : letter.to)
        if (!is_address(one.address)) return refused("the recipient", one.address);
    for (const std::string* one : {&letter.reply_to, &letter.envelope_sender})
        if (!one->empty() && !is_address(*one)) return refused("the address", *one);
    for (const std::string* one : {&letter.message_id, &letter.in_reply_to})
        if (!one->empty() && !is_message_id(*one)) return refused("the message id", *one);
    for (const std::string& one : letter.references)
        if (!is_message_id(one)) return refused("the message id", one);
    for (const auto& [name, value] : letter.headers)
        if (!is_header_name(name)) return refused("the header name", name);
    return {};
}

std::string bracketed(const std::vector<std::string>& ids) {
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "<" : " <") + id + ">";
    return out;
}

// What describes the text belongs to it, and gmime writes it nowhere else.
bool is_of_content(std::string_view name) { return name.starts_with("Content-"); }

void set(GMimeMessage* mail, const char* name, const std::string& value) {
    if (!value.empty()) g_mime_object_set_header(GMIME_OBJECT(mail), name, value.c_str(), "utf-8");
}

void add_people(GMimeMessage* mail, const outgoing_mail& letter) {
    const auto add = [&](GMimeAddressType as, const mail_address& one) {
        const std::string name = one_line(one.name);
        g_mime_message_add_mailbox(mail, as, name.empty() ? nullptr : name.c_str(),
                                   one.address.c_str());
    };
    add(GMIME_ADDRESS_TYPE_FROM, letter.from);
    for (const mail_address& one : letter.to) add(GMIME_ADDRESS_TYPE_TO, one);
    if (!letter.reply_to.empty()) add(GMIME_ADDRESS_TYPE_REPLY_TO, {"", letter.reply_to});
}

void add_headers(GMimeMessage* mail, const outgoing_mail& letter) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(letter.date);
    GDateTime* date = g_date_time_new_from_unix_utc(seconds.time_since_epoch().count());
    g_mime_message_set_date(mail, date);
    g_date_time_unref(date);
    g_mime_message_set_subject(mail, one_line(letter.subject).c_str(), "utf-8");
    if (!letter.message_id.empty()) g_mime_message_set_message_id(mail, letter.message_id.c_str());
    if (!letter.in_reply_to.empty()) set(mail, "In-Reply-To", "<" + letter.in_reply_to + ">");
    set(mail, "References", bracketed(letter.references));
    for (const auto& [name, value] : letter.headers)
        if (!is_of_content(name)) set(mail, name.c_str(), one_line(value));
}

void set_text(GMimeMessage* mail, const outgoing_mail& letter) {
    const mime_object<GMimeTextPart> part(g_mime_text_part_new_with_subtype("plain"));
    std::string clean = to_utf8(letter.text, "utf-8");
    std::erase(clean, '\0');
    std::erase(clean, '\r');
    if (!clean.ends_with('\n')) clean += '\n';
    g_mime_text_part_set_charset(part.get(), "utf-8");
    g_mime_text_part_set_text(part.get(), clean.c_str());
    g_mime_part_set_content_encoding(GMIME_PART(part.get()),
                                     GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    for (const auto& [name, value] : letter.headers)
        if (is_of_content(name))
            g_mime_object_set_header(GMIME_OBJECT(part.get()), name.c_str(),
                                     one_line(value).c_str(), "utf-8");
    g_mime_message_set_mime_part(mail, GMIME_OBJECT(part.get()));
}

std::string written(GMimeMessage* mail) {
    GMimeFormatOptions* form = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(form, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(form, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    const mime_object<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_object_write_to_stream(GMIME_OBJECT(mail), form, out.get());
    g_mime_format_options_free(form);
    return bytes_of(out.get());
}

}  // namespace

result<std::string> compose(const outgoing_mail& letter) {
    if (const auto sound = check(letter); !sound) return std::unexpected(sound.error());
    start_mime();
    const mime_object<GMimeMessage> mail(g_mime_message_new(TRUE));
    add_people(mail.get(), letter);
    add_headers(mail.get(), letter);
    set_text(mail.get(), letter);
    return written(mail.get());
}

}  // namespace earshot::mails
