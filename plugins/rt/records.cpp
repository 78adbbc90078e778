#include "rt/records.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>

namespace earshot::rt {

namespace {

namespace json = boost::json;

const json::value* member(const json::value& from, std::string_view name) {
    const json::object* whole = from.if_object();
    return whole ? whole->if_contains(name) : nullptr;
}

// Ids come as numbers in one place and as texts in the next.
std::string text_of(const json::value* from) {
    if (!from) return {};
    if (const json::string* text = from->if_string()) return {text->data(), text->size()};
    if (from->is_int64() || from->is_uint64()) return json::serialize(*from);
    return {};
}

std::string text_in(const json::value& from, std::string_view name) {
    return text_of(member(from, name));
}

// `{"id": "connector", "type": "user"}`, or the id alone.
std::string reference_in(const json::value& from, std::string_view name) {
    const json::value* found = member(from, name);
    if (found && found->is_object()) return text_in(*found, "id");
    return text_of(found);
}

bool flag_in(const json::value& from, std::string_view name, bool otherwise) {
    const std::string text = text_in(from, name);
    return text.empty() ? otherwise : text != "0";
}

std::uint64_t number_of(std::string_view text) {
    std::uint64_t out = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), out);
    return problem == std::errc{} && end == text.data() + text.size() ? out : 0;
}

const json::array& list_in(const json::value& from, std::string_view name) {
    static const json::array none;
    const json::value* found = member(from, name);
    const json::array* items = found ? found->if_array() : nullptr;
    return items ? *items : none;
}

std::vector<field_value> fields_in(const json::value& from) {
    std::vector<field_value> out;
    for (const json::value& one : list_in(from, "CustomFields")) {
        field_value& made = out.emplace_back();
        made.name = text_in(one, "name");
        for (const json::value& value : list_in(one, "values"))
            made.values.push_back(text_of(&value));
    }
    return out;
}

transaction_record transaction_from(const json::value& from) {
    transaction_record out;
    out.id = number_of(text_in(from, "id"));
    out.type = text_in(from, "Type");
    out.creator = reference_in(from, "Creator");
    out.ticket = text_in(from, "ObjectId");
    out.field = text_in(from, "Field");
    out.old_value = text_in(from, "OldValue");
    out.new_value = text_in(from, "NewValue");
    out.created = parse_rfc3339(text_in(from, "Created")).value_or(timestamp{});
    return out;
}

}  // namespace

std::string ticket_record::value_of(std::string_view field) const {
    for (const field_value& one : fields)
        if (one.name == field) return one.values.empty() ? std::string() : one.values.front();
    return {};
}

ticket_record ticket_from(const json::value& from) {
    ticket_record out;
    out.id = text_in(from, "id");
    out.effective_id = reference_in(from, "EffectiveId");
    out.status = text_in(from, "Status");
    out.queue = reference_in(from, "Queue");
    out.fields = fields_in(from);
    return out;
}

queue_record queue_from(const json::value& from) {
    queue_record out;
    out.id = text_in(from, "id");
    out.disabled = flag_in(from, "Disabled", false);
    for (const json::value& one : list_in(from, "TicketCustomFields"))
        out.ticket_fields.push_back(text_in(one, "name"));
    return out;
}

user_record user_from(const json::value& from) {
    return {text_in(from, "Name"), text_in(from, "RealName"), flag_in(from, "Privileged", false)};
}

std::vector<ticket_record> tickets_from(const json::value& page) {
    std::vector<ticket_record> out;
    for (const json::value& one : list_in(page, "items"))
        if (ticket_record made = ticket_from(one); !made.id.empty()) out.push_back(std::move(made));
    return out;
}

std::vector<transaction_record> transactions_from(const json::value& page) {
    std::vector<transaction_record> out;
    for (const json::value& one : list_in(page, "items"))
        if (transaction_record made = transaction_from(one); made.id != 0)
            out.push_back(std::move(made));
    std::ranges::sort(out, {}, &transaction_record::id);
    return out;
}

std::vector<attachment_record> attachments_from(const json::value& page) {
    std::vector<attachment_record> out;
    for (const json::value& one : list_in(page, "items"))
        out.push_back({text_in(one, "TransactionId"), text_in(one, "ContentType"),
                       text_in(one, "Filename"), text_in(one, "Content"), text_in(one, "Headers")});
    return out;
}

std::size_t items_on(const json::value& page) { return list_in(page, "items").size(); }

bool among(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string id_in(std::string_view address) {
    const auto slash = address.rfind('/');
    const std::string_view last = slash == std::string_view::npos ? "" : address.substr(slash + 1);
    return number_of(last) == 0 ? std::string() : std::string(last);
}

}  // namespace earshot::rt
