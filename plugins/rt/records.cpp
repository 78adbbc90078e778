#include "rt/records.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "earshot/object_view.hpp"
#include "earshot/signature.hpp"

namespace earshot::rt {

namespace {

namespace json = boost::json;

// `{"id": "connector", "type": "user"}`, or the id alone.
std::string reference_in(const object_view& from, std::string_view name) {
    const object_view whole = from.object(name);
    return whole ? whole.text("id") : from.text(name);
}

// RT writes 1 and 0, as numbers or as texts.
bool truth_in(const object_view& from, std::string_view name) {
    const std::string text = from.text(name);
    return !text.empty() && text != "0";
}

std::vector<std::string> texts_in(const json::array& list) {
    std::vector<std::string> out;
    for (const json::value& one : list)
        if (const json::string* text = one.if_string())
            out.emplace_back(text->data(), text->size());
    return out;
}

const json::array& items_of(const json::value& page) { return object_view(&page).list("items"); }

std::vector<field_value> fields_in(const object_view& from) {
    std::vector<field_value> out;
    for (const json::value& one : from.list("CustomFields")) {
        const object_view field(&one);
        out.push_back({field.text("name"), texts_in(field.list("values"))});
    }
    return out;
}

transaction_record transaction_from(const object_view& from) {
    transaction_record out;
    out.id = id_number(from.text("id"));
    out.type = from.text("Type");
    out.creator = reference_in(from, "Creator");
    out.ticket = from.text("ObjectId");
    out.field = from.text("Field");
    out.old_value = from.text("OldValue");
    out.new_value = from.text("NewValue");
    out.created = from.time("Created");
    return out;
}

// RT writes numbers as texts, or not.
std::int64_t size_in(const object_view& from, std::string_view name) {
    const std::uint64_t size = id_number(from.text(name));
    return std::in_range<std::int64_t>(size) ? static_cast<std::int64_t>(size) : 0;
}

attachment_record attachment_from(const object_view& from) {
    attachment_record out;
    out.id = from.text("id");
    out.transaction = from.text("TransactionId");
    out.type = from.text("ContentType");
    out.file = from.text("Filename");
    out.size = size_in(from, "ContentLength");
    out.headers = from.text("Headers");
    return out;
}

}  // namespace

std::string ticket_record::value_of(std::string_view field) const {
    for (const field_value& one : fields)
        if (one.name == field) return one.values.empty() ? std::string() : one.values.front();
    return {};
}

ticket_record ticket_from(const json::value& from) {
    const object_view ticket(&from);
    ticket_record out;
    out.id = ticket.text("id");
    out.effective_id = reference_in(ticket, "EffectiveId");
    out.status = ticket.text("Status");
    out.queue = reference_in(ticket, "Queue");
    out.fields = fields_in(ticket);
    return out;
}

queue_record queue_from(const json::value& from) {
    const object_view queue(&from);
    queue_record out;
    out.id = queue.text("id");
    out.disabled = truth_in(queue, "Disabled");
    for (const json::value& one : queue.list("TicketCustomFields"))
        out.ticket_fields.push_back(object_view(&one).text("name"));
    return out;
}

user_record user_from(const json::value& from) {
    const object_view user(&from);
    return {user.text("Name"), user.text("RealName"), truth_in(user, "Privileged")};
}

std::vector<ticket_record> tickets_from(const json::value& page) {
    std::vector<ticket_record> out;
    for (const json::value& one : items_of(page))
        if (ticket_record made = ticket_from(one); !made.id.empty()) out.push_back(std::move(made));
    return out;
}

std::vector<transaction_record> transactions_from(const json::value& page) {
    std::vector<transaction_record> out;
    for (const json::value& one : items_of(page))
        if (transaction_record made = transaction_from(&one); made.id != 0)
            out.push_back(std::move(made));
    std::ranges::sort(out, {}, &transaction_record::id);
    return out;
}

std::vector<attachment_record> attachments_from(const json::value& page) {
    std::vector<attachment_record> out;
    for (const json::value& one : items_of(page)) out.push_back(attachment_from(&one));
    return out;
}

// Base64 in lines, as MIME has it.
result<std::string> content_from(const json::value& attachment) {
    std::string encoded = object_view(&attachment).text("Content");
    std::erase_if(encoded, [](char c) { return c == '\n' || c == '\r'; });
    auto out = from_base64(encoded);
    if (!out)
        return fail(error_kind::transient, "rt.content",
                    "the content of an attachment is not base64, as Request Tracker writes it");
    return out;
}

std::size_t items_on(const json::value& page) { return items_of(page).size(); }

bool among(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::uint64_t id_number(std::string_view id) {
    std::uint64_t out = 0;
    const auto [end, problem] = std::from_chars(id.data(), id.data() + id.size(), out);
    return problem == std::errc{} && end == id.data() + id.size() ? out : 0;
}

std::string id_in(std::string_view address) {
    const auto slash = address.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? "" : address.substr(slash + 1);
    return id_number(last) == 0 ? std::string() : std::string(last);
}

}  // namespace earshot::rt
