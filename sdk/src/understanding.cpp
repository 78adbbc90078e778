// The JSON form of what the daemon made of a message.
#include "earshot/understanding.hpp"

#include "json_members.hpp"

namespace earshot {

namespace {

using namespace json_members;
using json_members::get;
using json_members::put;

constexpr std::array urgency_names{"low", "normal", "high", "now"};

json::array write(const std::vector<std::string>& texts) {
    json::array out;
    for (const std::string& one : texts) out.emplace_back(view(one));
    return out;
}

void put(json::object& into, std::string_view key, const std::vector<std::string>& texts) {
    if (!texts.empty()) into[view(key)] = write(texts);
}

json::object write(const language_verdict& from) {
    json::object out;
    put(out, "tag", from.tag);
    if (from.confidence > 0) out["confidence"] = from.confidence;
    put(out, "evidence", from.evidence);
    return out;
}

json::array write(const std::vector<rule_match>& matches) {
    json::array out;
    for (const rule_match& one : matches) {
        json::object match{{"rule", view(one.rule)}};
        put(match, "terms", one.terms);
        out.push_back(std::move(match));
    }
    return out;
}

void get(const json::object& from, std::string_view key, std::vector<std::string>& into) {
    const json::value* found = member(from, key);
    const json::array* items = found ? found->if_array() : nullptr;
    if (!items) return;
    for (const json::value& item : *items)
        if (const json::string* text = item.if_string()) into.emplace_back(text->c_str());
}

void read(const json::object& from, language_verdict& into) {
    get(from, "tag", into.tag);
    get(from, "evidence", into.evidence);
    const json::value* confidence = member(from, "confidence");
    if (confidence && confidence->is_number()) into.confidence = confidence->to_number<double>();
}

void read(const json::array& from, std::vector<rule_match>& into) {
    for (const json::value& item : from) {
        const json::object* match = item.if_object();
        if (!match) continue;
        rule_match& one = into.emplace_back();
        get(*match, "rule", one.rule);
        get(*match, "terms", one.terms);
    }
}

}  // namespace

std::string_view to_string(urgency urgent) noexcept { return name(urgent, urgency_names); }

result<urgency> urgency_from(std::string_view text) {
    for (std::size_t i = 0; i < urgency_names.size(); ++i)
        if (text == urgency_names[i]) return static_cast<urgency>(i);
    return fail(
        error_kind::invalid, "urgency.unknown",
        "'" + std::string(text.substr(0, 40)) + "' is no urgency; write low, normal, high or now");
}

std::string to_json(const understanding& what) {
    json::object out;
    out["version"] = 1;
    if (what.language != language_verdict{}) out["language"] = write(what.language);
    put(out, "class", what.message_class);
    out["urgency"] = view(to_string(what.urgent));
    put(out, "topics", what.topics);
    if (!what.rules.empty()) out["rules"] = write(what.rules);
    put(out, "ignored_by", what.ignored_by);
    put(out, "ignored_why", what.ignored_why);
    put(out, "case", what.case_id);
    put(out, "case_key", what.case_key);
    put(out, "subject", what.subject);
    put(out, "suggestions", what.suggestions);
    return written(out);
}

result<understanding> understanding_from_json(std::string_view text) {
    const auto from = parse_object(text, "understanding");
    if (!from) return std::unexpected(from.error());
    understanding out;
    if (const json::value* language = member(*from, "language"); language && language->is_object())
        read(language->get_object(), out.language);
    get(*from, "class", out.message_class);
    get(*from, "urgency", out.urgent, urgency_names);
    get(*from, "topics", out.topics);
    if (const json::value* rules = member(*from, "rules"); rules && rules->is_array())
        read(rules->get_array(), out.rules);
    get(*from, "ignored_by", out.ignored_by);
    get(*from, "ignored_why", out.ignored_why);
    get(*from, "case", out.case_id);
    get(*from, "case_key", out.case_key);
    get(*from, "subject", out.subject);
    get(*from, "suggestions", out.suggestions);
    return out;
}

}  // namespace earshot
