#include "rules/rule_reader.hpp"

#include <array>

#include "rules/rule_facts.hpp"

namespace earshot::rules {

namespace {

constexpr std::array<std::string_view, 3> parts = {"when", "unless", "then"};

constexpr std::array<std::string_view, 7> outcomes = {"class",  "urgency",      "topics", "sinks",
                                                      "ignore", "do_not_watch", "case"};

constexpr std::size_t max_reason = 500;  // bytes

}  // namespace

rule rule_reader::read(const base::config_member& from) {
    nodes_.about("rule '" + from.key + "'");
    rule out;
    out.name = from.key;
    out.at = from.at;
    if (!is_identifier(from.key))
        nodes_.problem(from.at, "a rule's name is of small letters, digits and _, and at most " +
                                    std::to_string(max_name) + " long");
    if (!nodes_.mapping(from.value, "the rule", from.at)) return out;
    nodes_.check_keys(from.value, parts, "part of a rule");
    for (const base::config_member& part : from.value.members()) {
        if (part.key == "when") out.when = conditions_.read(part.value, "'when'", part.at);
        if (part.key == "unless") out.unless = conditions_.read(part.value, "'unless'", part.at);
        if (part.key == "then") out.then = read_then(part, from.key);
    }
    for (const std::string_view needed : {"when", "then"})
        if (!from.value.find(needed))
            nodes_.problem(from.at, "has no '" + std::string(needed) + "'; add it");
    for (read_text& one : conditions_.take_accounts())
        accounts_.push_back({std::move(one.text), from.key, one.at});
    return out;
}

consequence rule_reader::read_then(const base::config_member& from, const std::string& name) {
    consequence out;
    if (!nodes_.mapping(from.value, "'then'", from.at)) return out;
    nodes_.check_keys(from.value, outcomes, "outcome");
    for (const base::config_member& one : from.value.members()) {
        if (one.key == "class") {
            out.message_class = nodes_.identifier(one, "a class").value_or("");
            if (out.message_class == "none")
                nodes_.problem(one.value.at(), "'none' means that there is no class; leave it out");
        } else if (one.key == "urgency") {
            if (const auto said = nodes_.choice(one, urgency_names()))
                out.urgent = *urgency_from(*said);
        } else if (one.key == "topics") {
            out.topics = nodes_.identifiers(one, "a topic");
        } else if (one.key == "sinks") {
            for (read_text& sink : nodes_.texts(one)) {
                sinks_.push_back({sink.text, name, sink.at});
                out.sinks.push_back(std::move(sink.text));
            }
        } else if (one.key == "ignore") {
            out.ignore = nodes_.text(one).value_or("");
            if (out.ignore.size() > max_reason)
                nodes_.problem(one.value.at(),
                               "a reason has at most " + std::to_string(max_reason) + " bytes");
        } else if (one.key == "do_not_watch") {
            out.do_not_watch = nodes_.yes_no(one).value_or(false);
        } else if (one.key == "case") {
            const auto said = nodes_.choice(one, case_action_names());
            if (said) out.case_ = case_action_named(*said);
        }
    }
    return out;
}

}  // namespace earshot::rules
