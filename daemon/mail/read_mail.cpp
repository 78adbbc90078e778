#include "mail/read_mail.hpp"

#include <algorithm>

#include "earshot/short_text.hpp"
#include "mail/charset.hpp"
#include "mail/flowed.hpp"
#include "mail/mime.hpp"

namespace earshot::mails {

namespace {

constexpr int max_headers = 500;
constexpr std::size_t max_parts = 200;
constexpr std::size_t max_ids = 100;

std::string clean(const char* text) { return text ? to_utf8(text, "utf-8") : std::string(); }

class parser_options {
public:
    parser_options() : options_(g_mime_parser_options_new()) {
        const char* fallbacks[] = {"utf-8", "windows-1252", nullptr};
        g_mime_parser_options_set_fallback_charsets(options_, fallbacks);
        g_mime_parser_options_set_rfc2047_compliance_mode(options_, GMIME_RFC_COMPLIANCE_LOOSE);
        g_mime_parser_options_set_address_compliance_mode(options_, GMIME_RFC_COMPLIANCE_LOOSE);
        g_mime_parser_options_set_parameter_compliance_mode(options_, GMIME_RFC_COMPLIANCE_LOOSE);
    }
    parser_options(const parser_options&) = delete;
    ~parser_options() { g_mime_parser_options_free(options_); }

    GMimeParserOptions* get() const { return options_; }

private:
    GMimeParserOptions* options_;
};

std::vector<std::string> ids_in(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t from = text.find('<'); from != text.npos && found.size() < max_ids;
         from = text.find('<', from + 1)) {
        const std::size_t end = text.find_first_of("<> \t\r\n", from + 1);
        if (end == text.npos) break;
        const std::string_view id = text.substr(from + 1, end - from - 1);
        if (text[end] == '>' && std::ranges::count(id, '@') == 1) found.emplace_back(id);
    }
    return found;
}

// Groups are opened; what has no address is left out.
void add_addresses(InternetAddressList* list, std::vector<mail_address>& into, int depth = 0) {
    for (int i = 0; list && depth < 4 && i < internet_address_list_length(list); ++i) {
        InternetAddress* one = internet_address_list_get_address(list, i);
        if (INTERNET_ADDRESS_IS_GROUP(one))
            add_addresses(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one)), into,
                          depth + 1);
        else if (const char* address =
                     internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)))
            into.push_back({clean(internet_address_get_name(one)), lower_ascii(clean(address))});
    }
}

void add_headers(GMimeObject* of, received_mail& into) {
    if (!of) return;
    GMimeHeaderList* list = g_mime_object_get_header_list(of);
    const int count = std::min(g_mime_header_list_get_count(list), max_headers);
    for (int i = 0; i < count; ++i) {
        GMimeHeader* one = g_mime_header_list_get_header_at(list, i);
        into.headers.emplace_back(lower_ascii(clean(g_mime_header_get_name(one))),
                                  clean(g_mime_header_get_value(one)));
    }
}

// gmime keeps those that describe the content apart.
void read_headers(GMimeMessage* mail, received_mail& into) {
    add_headers(GMIME_OBJECT(mail), into);
    add_headers(g_mime_message_get_mime_part(mail), into);
}

void read_ids(received_mail& into) {
    for (const auto& [name, value] : into.headers) {
        std::vector<std::string> ids;
        if (name == "message-id" || name == "in-reply-to" || name == "references")
            ids = ids_in(value);
        if (name == "message-id" && into.message_id.empty() && !ids.empty())
            into.message_id = ids.front();
        else if (name == "in-reply-to")
            std::ranges::move(ids, std::back_inserter(into.in_reply_to));
        else if (name == "references")
            std::ranges::move(ids, std::back_inserter(into.references));
    }
}

void read_people(GMimeMessage* mail, const parser_options& options, received_mail& into) {
    add_addresses(g_mime_message_get_from(mail), into.from);
    std::vector<mail_address> to;
    add_addresses(g_mime_message_get_to(mail), to);
    add_addresses(g_mime_message_get_cc(mail), to);
    for (const auto& [name, value] : into.headers)
        if (name == "delivered-to" || name == "x-original-to" || name == "envelope-to") {
            const mime_object<InternetAddressList> list(
                internet_address_list_parse(options.get(), value.c_str()));
            add_addresses(list.get(), to);
        }
    for (mail_address& one : to) into.delivered_to.push_back(std::move(one.address));
}

timestamp date_of(GMimeMessage* mail) {
    GDateTime* date = g_mime_message_get_date(mail);
    if (!date) return {};
    return timestamp(std::chrono::seconds(g_date_time_to_unix(date)));
}

std::string content_of(GMimeObject* object) {
    GMimeDataWrapper* content = g_mime_part_get_content(GMIME_PART(object));
    if (!content) return {};
    const mime_object<GMimeStream> out(g_mime_stream_mem_new());
    g_mime_data_wrapper_write_to_stream(content, out.get());
    return bytes_of(out.get());
}

std::string with_plain_lines(std::string text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\0') continue;
        const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
        if (!pair) out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

std::string parameter(GMimeObject* object, const char* name) {
    return clean(g_mime_object_get_content_type_parameter(object, name));
}

std::string text_of(GMimeObject* object) {
    std::string text = with_plain_lines(to_utf8(content_of(object), parameter(object, "charset")));
    if (lower_ascii(parameter(object, "format")) != "flowed") return text;
    return unflow(text, lower_ascii(parameter(object, "delsp")) == "yes");
}

std::string headers_of(GMimeObject* object) {
    GMimeMessage* inner = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (!inner) return {};
    const mime_text text(g_mime_object_get_headers(GMIME_OBJECT(inner), nullptr));
    return with_plain_lines(clean(text.get()));
}

std::string type_of(GMimeObject* object) {
    GMimeContentType* type = g_mime_object_get_content_type(object);
    if (!type) return "text/plain";
    const mime_text text(g_mime_content_type_get_mime_type(type));
    return lower_ascii(clean(text.get()));
}

mail_part read_part(GMimeObject* object) {
    mail_part made;
    made.type = type_of(object);
    made.attached = lower_ascii(clean(g_mime_object_get_disposition(object))) == "attachment";
    if (GMIME_IS_MESSAGE_PART(object)) {
        made.text = headers_of(object);
        return made;
    }
    if (!GMIME_IS_PART(object)) return made;
    made.file_name = clean(g_mime_part_get_filename(GMIME_PART(object)));
    if (made.type.starts_with("text/") || made.type == "message/delivery-status")
        made.text = text_of(object);
    return made;
}

// Containers may be nested deeper than the stack of calls goes.
void read_parts(GMimeMessage* mail, bool cut, received_mail& into) {
    std::vector<GMimeObject*> ahead{g_mime_message_get_mime_part(mail)};
    while (!ahead.empty() && into.parts.size() < max_parts) {
        GMimeObject* one = ahead.back();
        ahead.pop_back();
        if (!one) continue;
        if (!GMIME_IS_MULTIPART(one)) {
            into.parts.push_back(read_part(one));
            continue;
        }
        for (int i = g_mime_multipart_get_count(GMIME_MULTIPART(one)); i > 0; --i)
            ahead.push_back(g_mime_multipart_get_part(GMIME_MULTIPART(one), i - 1));
    }
    if (cut && !into.parts.empty()) into.parts.back().whole = false;
}

}  // namespace

received_mail read_mail(std::string raw, bool cut) {
    start_mime();
    received_mail made;
    made.raw = std::move(raw);
    const parser_options options;
    const mime_object<GMimeStream> in(
        g_mime_stream_mem_new_with_buffer(made.raw.data(), made.raw.size()));
    const mime_object<GMimeParser> parser(g_mime_parser_new_with_stream(in.get()));
    const mime_object<GMimeMessage> mail(
        g_mime_parser_construct_message(parser.get(), options.get()));
    if (!mail) {
        made.unreadable = "it has no headers";
        return made;
    }
    read_headers(mail.get(), made);
    read_ids(made);
    read_people(mail.get(), options, made);
    made.sent = date_of(mail.get());
    read_parts(mail.get(), cut, made);
    if (made.headers.empty()) made.unreadable = "it has no headers";
    return made;
}

}  // namespace earshot::mails
