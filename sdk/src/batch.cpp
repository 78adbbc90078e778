// The JSON form of ticket changes.
#include "earshot/batch.hpp"

#include "json_members.hpp"

namespace earshot {

namespace {

using namespace json_members;

constexpr std::array act_names{"closed", "reopened", "assigned"};

}  // namespace

std::string_view to_string(ticket_act what) noexcept { return name(what, act_names); }

std::string to_json(const ticket_change& item) {
    json::object out;
    out["version"] = 1;
    put(out, "id", item.id);
    put(out, "origin", item.origin);
    put(out, "case", item.case_key);
    put(out, "what", to_string(item.what));
    put(out, "by", item.by);
    put(out, "to", item.to);
    put(out, "at", item.at);
    return written(out);
}

result<ticket_change> ticket_change_from_json(std::string_view text) {
    const auto from = parse_object(text, "ticket change");
    if (!from) return std::unexpected(from.error());
    ticket_change out;
    get(*from, "id", out.id);
    get(*from, "origin", out.origin);
    get(*from, "case", out.case_key);
    get(*from, "what", out.what, act_names);
    get(*from, "by", out.by);
    get(*from, "to", out.to);
    get(*from, "at", out.at);
    return out;
}

}  // namespace earshot
