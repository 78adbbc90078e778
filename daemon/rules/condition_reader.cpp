#include "rules/condition_reader.hpp"

#include <algorithm>
#include <array>

#include "rules/phrases.hpp"
#include "rules/rule_facts.hpp"

namespace earshot::rules {

namespace {

using shape = base::config_node::shape;

constexpr std::array<std::string_view, 7> weekdays = {"mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun"};

constexpr std::array<std::string_view, 17> condition_names = {
    "words",    "all_words",   "exact",     "pattern", "language", "kind",
    "platform", "account",     "addressed", "class",   "topic",    "author",
    "stars",    "attachments", "time",      "any",     "all"};

std::vector<std::string_view> known_conditions() {
    std::vector<std::string_view> out(condition_names.begin(), condition_names.end());
    out.push_back("not");
    return out;
}

std::string shown_days(std::uint8_t days) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < weekdays.size(); ++i)
        if (days >> i & 1) out.emplace_back(weekdays[i]);
    return listed(out);
}

bool is_language(std::string_view text) {
    return text == "unknown" ||
           ((text.size() == 2 || text.size() == 3) &&
            std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; }));
}

}  // namespace

conditions condition_reader::read(const base::config_node& node, std::string_view what,
                                  const base::config_mark& at) {
    conditions out;
    if (!nodes_.mapping(node, what, at)) return out;
    nodes_.check_keys(node, known_conditions(), "condition");
    for (const member& one : node.members()) read_member(one, out);
    return out;
}

void condition_reader::read_member(const member& from, conditions& into) {
    const std::string& key = from.key;
    if (key == "words" || key == "all_words" || key == "exact" || key == "pattern")
        read_terms(from, into);
    else if (key == "language")
        read_languages(from, into);
    else if (key == "kind")
        read_names(from, one_of::fact::kind, into);
    else if (key == "platform")
        read_names(from, one_of::fact::platform, into);
    else if (key == "account")
        read_names(from, one_of::fact::account, into);
    else if (key == "addressed")
        read_so(from, is_so::fact::addressed, into);
    else if (key == "class" || key == "topic")
        read_said(from, key == "topic", into);
    else if (key == "author")
        read_author(from, into);
    else if (key == "stars")
        read_range(from, in_range::fact::stars, into);
    else if (key == "attachments")
        read_attachments(from, into);
    else if (key == "time")
        read_time(from, into);
    else if (key == "any")
        read_groups(from, group::rule::any, into);
    else if (key == "all")
        read_groups(from, group::rule::all, into);
    else if (key == "not")
        read_groups(from, group::rule::none, into);
}

void condition_reader::add(const member& from, std::string shown, decltype(condition::what) what,
                           conditions& into) {
    auto words = std::make_shared<const wording>(from.key, std::move(shown), from.at);
    into.push_back({std::move(what), std::move(words)});
}

std::optional<std::uint32_t> condition_reader::term_of(const read_text& one, std::string_view key) {
    if (terms_.size() >= max_terms || (key == "pattern" && terms_.patterns() >= max_patterns)) {
        nodes_.problem(one.at, "more than " +
                                   std::to_string(key == "pattern" ? max_patterns : max_terms) +
                                   " of '" + std::string(key) + "' in all files; remove some");
        return std::nullopt;
    }
    const auto number = key == "pattern" ? terms_.add_pattern(one.text)
                                         : terms_.add(one.text, key == "exact" ? spelling::exact
                                                                               : spelling::folded);
    if (number) return *number;
    nodes_.problem(one.at, number.error());
    return std::nullopt;
}

void condition_reader::read_terms(const member& from, conditions& into) {
    std::vector<std::uint32_t> numbers;
    std::vector<std::string> shown;
    for (const read_text& one : nodes_.texts(from)) {
        const auto number = term_of(one, from.key);
        if (!number || std::ranges::find(numbers, *number) != numbers.end()) continue;
        numbers.push_back(*number);
        shown.push_back(one.text);
    }
    if (from.key == "all_words")
        add(from, listed(shown), all_terms{std::move(numbers)}, into);
    else
        add(from, listed(shown), any_term{std::move(numbers)}, into);
}

void condition_reader::read_names(const member& from, one_of::fact of, conditions& into) {
    std::vector<std::string> names;
    if (of == one_of::fact::kind) {
        names = nodes_.choices(from, kind_names());
    } else {
        for (read_text& one : nodes_.texts(from)) {
            if (of == one_of::fact::account) accounts_.push_back(one);
            if (of == one_of::fact::handle && one.text.starts_with('@')) one.text.erase(0, 1);
            names.push_back(std::move(one.text));
        }
    }
    std::string shown = listed(names);
    add(from, std::move(shown), one_of{of, std::move(names)}, into);
}

void condition_reader::read_languages(const member& from, conditions& into) {
    std::vector<std::string> names;
    for (read_text& one : nodes_.texts(from)) {
        if (one.text == "nb" || one.text == "nn")
            nodes_.problem(one.at,
                           "'" + one.text + "' is never told apart; write 'no' for Norwegian");
        else if (!is_language(one.text))
            nodes_.problem(one.at, "'" + one.text +
                                       "' is no language; write two small letters such as nl, "
                                       "without a country, or unknown");
        else
            names.push_back(std::move(one.text));
    }
    std::string shown = listed(names);
    add(from, std::move(shown), one_of{one_of::fact::language, std::move(names)}, into);
}

void condition_reader::read_said(const member& from, bool topic, conditions& into) {
    auto names = nodes_.identifiers(from, topic ? "a topic" : "a class");
    std::string shown = listed(names);
    add(from, std::move(shown), said{topic, std::move(names)}, into);
}

void condition_reader::read_so(const member& from, is_so::fact of, conditions& into) {
    if (const auto wanted = nodes_.yes_no(from))
        add(from, *wanted ? "yes" : "no", is_so{of, *wanted}, into);
}

void condition_reader::read_attachments(const member& from, conditions& into) {
    const std::string& word = from.value.text();
    if (word == "yes" || word == "no" || word == "true" || word == "false")
        return read_so(from, is_so::fact::attachments, into);
    has_attachment what;
    for (read_text& one : nodes_.texts(from)) what.types.push_back(std::move(one.text));
    std::string shown = listed(what.types);
    add(from, std::move(shown), std::move(what), into);
}

void condition_reader::read_author(const member& from, conditions& into) {
    static constexpr std::array<std::string_view, 3> known = {"handle", "verified", "followers"};
    if (!nodes_.mapping(from.value, "'author'", from.at)) return;
    nodes_.check_keys(from.value, known, "fact of an author");
    group what;
    for (const member& one : from.value.members()) {
        if (one.key == "handle")
            read_names(one, one_of::fact::handle, what.members);
        else if (one.key == "verified")
            read_so(one, is_so::fact::verified, what.members);
        else if (one.key == "followers")
            read_range(one, in_range::fact::followers, what.members);
    }
    add(from, "", std::move(what), into);
}

void condition_reader::read_range(const member& from, in_range::fact of, conditions& into) {
    static constexpr std::array<std::string_view, 3> known = {"at_least", "at_most", "below"};
    const std::string quoted = "'" + from.key + "'";
    if (!nodes_.mapping(from.value, quoted, from.at)) return;
    nodes_.check_keys(from.value, known, "limit");
    in_range what{.of = of};
    std::string shown;
    for (const member& one : from.value.members()) {
        const auto number = read_limit(one, what);
        if (!number) return;
        shown += (shown.empty() ? "" : ", ") + one.key + " " + std::to_string(*number);
    }
    const bool stars = of == in_range::fact::stars;
    const std::int64_t low = std::max<std::int64_t>(what.at_least, stars ? 1 : 0);
    const std::int64_t high = std::min<std::int64_t>(what.at_most, stars ? 5 : INT64_MAX);
    if (low > high)
        nodes_.problem(from.at, quoted + ": no number is " + shown +
                                    (stars ? "; stars are 1 to 5" : "; nothing can match it"));
    else
        add(from, std::move(shown), what, into);
}

std::optional<std::int64_t> condition_reader::read_limit(const member& from, in_range& into) {
    const auto number = nodes_.number(from);
    if (!number) return std::nullopt;
    if (from.key == "at_least") into.at_least = *number;
    if (from.key == "at_most") into.at_most = std::min(into.at_most, *number);
    if (from.key == "below") into.at_most = std::min(into.at_most, *number - 1);
    return number;
}

std::optional<texts::time_zone> condition_reader::zone_of(const base::config_mark& at,
                                                          const std::string& name) {
    auto known = zones_.find(name);
    if (known == zones_.end()) known = zones_.emplace(name, texts::time_zone::named(name)).first;
    if (known->second) return *known->second;
    nodes_.problem(at, known->second.error().detail);
    return std::nullopt;
}

std::uint8_t condition_reader::days_of(const member& from) {
    unsigned out = 0;
    for (const std::string& day : nodes_.choices(from, weekdays))
        out |= 1U << (std::ranges::find(weekdays, day) - weekdays.begin());
    return static_cast<std::uint8_t>(out);
}

void condition_reader::read_time(const member& from, conditions& into) {
    static constexpr std::array<std::string_view, 4> known = {"zone", "days", "from", "to"};
    if (!nodes_.mapping(from.value, "'time'", from.at)) return;
    nodes_.check_keys(from.value, known, "part of a time");
    time_parts said;
    for (const member& one : from.value.members())
        if (!read_part_of_time(one, said)) return;
    if (!said.zone)
        return nodes_.problem(from.at,
                              "'time' names no zone; add one, such as zone: Europe/Amsterdam");
    if (said.from && (said.from == said.to || *said.from == 24 * 60))
        return nodes_.problem(from.at, "'time' has no minute from " + clock(*said.from) + " to " +
                                           clock(said.to.value_or(24 * 60)) +
                                           "; leave both out for the whole day");
    in_time what{*said.zone, said.days, said.from.value_or(0), said.to.value_or(24 * 60)};
    std::string shown =
        shown_days(what.days) + " " + clock(what.from) + "-" + clock(what.to) + " " + said.name;
    add(from, std::move(shown), std::move(what), into);
}

// False: there is no zone to go on with.
bool condition_reader::read_part_of_time(const member& from, time_parts& into) {
    if (from.key == "days") into.days = days_of(from);
    if (from.key == "from") into.from = nodes_.minute_of_day(from);
    if (from.key == "to") into.to = nodes_.minute_of_day(from);
    if (from.key != "zone") return true;
    into.name = nodes_.text(from).value_or("");
    if (!into.name.empty()) into.zone = zone_of(from.value.at(), into.name);
    return into.zone.has_value();
}

// `any` and `all` are lists of mappings, one mapping alone is a list of one; `not` is a mapping.
void condition_reader::read_groups(const member& from, group::rule how, conditions& into) {
    const std::string quoted = "'" + from.key + "'";
    group what{.how = how};
    if (from.value.is() != shape::list) {
        what.members = read(from.value, quoted, from.at);
        if (how == group::rule::none) {
            group all{.how = group::rule::all, .members = std::move(what.members)};
            what.members.clear();
            add(from, "", std::move(all), what.members);
        }
        return add(from, "", std::move(what), into);
    }
    if (from.value.items().empty())
        nodes_.problem(from.value.at(), quoted + " is an empty list; write conditions in it");
    for (const base::config_node& item : from.value.items()) {
        group all{.how = group::rule::all, .members = read(item, quoted, item.at())};
        const member part{from.key, item.at(), {}};
        add(part, "", std::move(all), what.members);
    }
    add(from, "", std::move(what), into);
}

}  // namespace earshot::rules
