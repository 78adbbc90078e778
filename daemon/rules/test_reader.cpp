#include <algorithm>
#include <array>

#include "rules/rule_facts.hpp"
#include "rules/rule_reader.hpp"
#include "text/unicode.hpp"

namespace earshot::rules {

namespace {

using member = base::config_member;

constexpr std::array<std::string_view, 21> known = {
    "text",     "language",  "platform", "account",     "kind",    "addressed", "handle",
    "verified", "followers", "stars",    "attachments", "created", "matches",   "matches_not",
    "class",    "urgency",   "topics",   "sinks",       "ignored", "case",      "do_not_watch"};

constexpr std::size_t facts = 12;  // the rest of `known` are expectations

// As platforms have it; people write `@anna`.
std::string without_at(std::string handle) {
    return handle.starts_with('@') ? handle.substr(1) : handle;
}

void read_created(const member& from, node_reader& nodes, message& into) {
    const auto said = nodes.text(from);
    if (!said) return;
    if (const auto when = parse_rfc3339(*said))
        into.created = *when;
    else
        nodes.problem(from.value.at(),
                      "'created' is a time such as 2026-03-01T07:49:01+01:00, not '" + *said + "'");
}

void read_stars(const member& from, node_reader& nodes, message& into) {
    const auto said = nodes.number(from);
    if (said && *said >= 1 && *said <= 5)
        into.stars = static_cast<int>(*said);
    else if (said)
        nodes.problem(from.value.at(), "stars are 1 to 5");
}

void read_language(const member& from, node_reader& nodes, std::string& into) {
    into = nodes.text(from).value_or("");
    if (into == "unknown") into.clear();
}

void read_fact(const member& from, node_reader& nodes, rule_test& into) {
    message& item = into.item;
    if (from.key == "text") item.text = nodes.text(from).value_or("");
    if (from.key == "language") read_language(from, nodes, into.language);
    if (from.key == "platform") item.platform = nodes.text(from).value_or("");
    if (from.key == "account") item.account = nodes.text(from).value_or("");
    if (from.key == "kind")
        if (const auto said = nodes.choice(from, kind_names())) item.kind = *kind_named(*said);
    if (from.key == "addressed") item.addressed = nodes.yes_no(from).value_or(false);
    if (from.key == "handle") item.by.handle = without_at(nodes.text(from).value_or(""));
    if (from.key == "verified") item.by.verified = nodes.yes_no(from).value_or(false);
    if (from.key == "followers") item.by.followers = nodes.number(from);
    if (from.key == "stars") read_stars(from, nodes, item);
    if (from.key == "created") read_created(from, nodes, item);
    if (from.key == "attachments")
        for (read_text& one : nodes.texts(from))
            item.attachments.push_back({.media_type = std::move(one.text)});
}

// `topics: none` or `[]`: there are none.
std::vector<std::string> read_none_or_texts(const member& from, node_reader& nodes) {
    const base::config_node& value = from.value;
    const bool none = value.text() == "none" ||
                      (value.is() == base::config_node::shape::list && value.items().empty());
    std::vector<std::string> out;
    if (!none)
        for (read_text& one : nodes.texts(from)) out.push_back(std::move(one.text));
    return out;
}

void read_expectation(const member& from, node_reader& nodes, expectation& into) {
    const auto word_or_none = [&](std::string_view none) {
        std::string said = nodes.identifier(from, "a name").value_or("");
        return said == none ? std::string() : said;
    };
    if (from.key == "matches") into.matches = nodes.identifiers(from, "a rule's name");
    if (from.key == "matches_not") into.matches_not = nodes.identifiers(from, "a rule's name");
    if (from.key == "class") into.message_class = word_or_none("none");
    if (from.key == "urgency")
        if (const auto said = nodes.choice(from, urgency_names()))
            into.urgent = *urgency_from(*said);
    if (from.key == "topics") into.topics = read_none_or_texts(from, nodes);
    if (from.key == "sinks") into.sinks = read_none_or_texts(from, nodes);
    if (from.key == "ignored") into.ignored = word_or_none("no");
    if (from.key == "case")
        if (const auto said = nodes.choice(from, expected_case_action_names()))
            into.case_ = case_action_named(*said);
    if (from.key == "do_not_watch") into.do_not_watch = nodes.yes_no(from);
}

}  // namespace

std::string name_of_test(std::string_view text) {
    constexpr std::size_t shown = 60;  // bytes
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view front = texts::cut(line, shown);
    return "test of '" + std::string(front) + (front.size() < line.size() ? "...'" : "'");
}

rule_test read_test(const base::config_node& from, node_reader& nodes) {
    nodes.about("test");
    rule_test out{.at = from.at()};
    if (!nodes.mapping(from, "the test", from.at())) return out;
    if (const base::config_node* text = from.find("text")) nodes.about(name_of_test(text->text()));
    nodes.check_keys(from, known, "part of a test");
    for (const member& one : from.members()) {
        read_fact(one, nodes, out);
        read_expectation(one, nodes, out.expected);
    }
    if (!from.find("text")) nodes.problem(from.at(), "has no 'text'; add it");
    const bool expects =
        std::ranges::any_of(std::span(known).subspan(facts),
                            [&](std::string_view key) { return from.find(key) != nullptr; });
    if (!expects)
        nodes.problem(from.at(), "expects nothing; add 'matches', 'matches_not', 'class', ...");
    return out;
}

}  // namespace earshot::rules
