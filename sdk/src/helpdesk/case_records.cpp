#include "case_records.hpp"

#include "../json_members.hpp"

namespace earshot::helpdesk {

namespace {

using namespace json_members;
using json_members::get;
using json_members::put;

std::string key_of_case(std::string_view case_key) { return "case/" + field_key(case_key); }
std::string key_of_ticket(std::string_view id) { return "ticket/" + field_key(id); }

}  // namespace

std::string to_json(const case_record& record) {
    json::object out;
    put(out, "ticket", record.at.id);
    put(out, "url", record.at.url);
    put(out, "creating_since", record.since);
    put(out, "lost", record.lost);
    return written(out);
}

case_record case_record_from_json(std::string_view text) {
    case_record out;
    json::error_code problem;
    const json::value parsed = json::parse(view(text), problem);
    const json::object* from = problem ? nullptr : parsed.if_object();
    if (!from) return out;
    get(*from, "ticket", out.at.id);
    get(*from, "url", out.at.url);
    get(*from, "creating_since", out.since);
    get(*from, "lost", out.lost);
    return out;
}

task<result<case_record>> case_records::read(std::string case_key) {
    const auto held = co_await kept_.get(key_of_case(case_key));
    if (!held) co_return std::unexpected(held.error());
    co_return case_record_from_json(held->value_or(""));
}

task<result<void>> case_records::write(std::string case_key, case_record record) {
    co_return co_await kept_.put(key_of_case(case_key), to_json(record));
}

task<result<std::string>> case_records::case_of(std::string ticket_id) {
    const auto held = co_await kept_.get(key_of_ticket(ticket_id));
    if (!held) co_return std::unexpected(held.error());
    co_return held->value_or("");
}

task<result<void>> case_records::name(std::string ticket_id, std::string case_key) {
    co_return co_await kept_.put(key_of_ticket(ticket_id), std::move(case_key));
}

task<result<void>> case_records::join(std::string case_key, ticket at) {
    const auto named = co_await name(at.id, case_key);
    if (!named) co_return std::unexpected(named.error());
    case_record record;
    record.at = std::move(at);
    co_return co_await write(std::move(case_key), std::move(record));
}

}  // namespace earshot::helpdesk
