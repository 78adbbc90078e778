#include "cases/unanswered.hpp"

#include <algorithm>

#include "cases/among.hpp"

namespace earshot::cases {

namespace {

std::vector<const word*> waiting_words(const care_case& of) {
    std::vector<const word*> out;
    for (const word& one : of.words)
        if (!is_answered(of, one)) out.push_back(&one);
    return out;
}

std::int64_t minutes_since(timestamp since, timestamp now) {
    constexpr std::int64_t years = 10'000'000;  // some twenty
    const auto age = std::chrono::floor<std::chrono::minutes>(now - since).count();
    return std::clamp<std::int64_t>(age, 1, years);
}

bool passes(const unanswered_line& line, const unanswered_filter& filter) {
    const auto fits = [](const std::string& wanted, const std::string& is) {
        return wanted.empty() || wanted == is;
    };
    return fits(filter.message_class, line.message_class) && fits(filter.platform, line.platform) &&
           fits(filter.account, line.account) && fits(filter.language, line.language) &&
           (line.is_public || !filter.public_only);
}

// Another case is the line of this question: it waits longer, or as long and is older.
bool stands_elsewhere(const care_case& of, const std::vector<const care_case*>& listed) {
    return std::ranges::any_of(of.links, [&](const question_link& link) {
        const bool open = link.unanswered_since && among(listed, link.other, [](const auto* one) {
                              return std::string_view(one->id);
                          });
        return open && std::tuple(*link.unanswered_since, opening_order(link.other)) <
                           std::tuple(*of.unanswered_since, opening_order(of.id));
    });
}

}  // namespace

unanswered_line line_of(const care_case& of, timestamp now) {
    unanswered_line out{of.id, of.person, of.platform, of.account, of.language};
    out.since = of.unanswered_since.value_or(of.opened);
    out.message_class = of.message_class;
    const auto waiting = waiting_words(of);
    if (!waiting.empty()) {
        const word& worst = **std::ranges::max_element(waiting, {}, &word::urgent);
        out.urgent = worst.urgent;
        if (!worst.message_class.empty()) out.message_class = worst.message_class;
        out.link = waiting.front()->link;
        out.is_public = among(waiting, true, &word::is_public);
    }
    for (const question_link& link : of.links) {
        out.links.push_back(link.other);
        if (link.unanswered_since && !link.answered)
            out.since = std::min(out.since, *link.unanswered_since);
    }
    out.answered_elsewhere =
        of.other_account_answered || among(of.links, true, &question_link::answered);
    out.reach = reach_of(of);
    out.weight = minutes_since(out.since, now) * std::max<std::int64_t>(1, out.reach);
    out.title = of.title;
    out.owner = of.owner;
    return out;
}

std::vector<unanswered_line> unanswered(std::span<const care_case> all,
                                        const unanswered_filter& filter, timestamp now) {
    std::vector<const care_case*> listed;
    for (const care_case& one : all)
        if (one.unanswered_since && one.merged_into.empty() && passes(line_of(one, now), filter))
            listed.push_back(&one);
    std::vector<unanswered_line> out;
    for (const care_case* one : listed)
        if (!stands_elsewhere(*one, listed)) out.push_back(line_of(*one, now));
    std::ranges::sort(out, [](const unanswered_line& left, const unanswered_line& right) {
        return std::tuple(-left.weight, left.since, opening_order(left.id)) <
               std::tuple(-right.weight, right.since, opening_order(right.id));
    });
    return out;
}

workload workload_of(std::span<const day_count> days) {
    workload out;
    std::int64_t filed = 0;
    for (const day_count& day : days) {
        out.messages += day.messages;
        out.cases += day.opened - day.merged;
        filed += day.filed;
    }
    if (out.cases > 0)
        out.messages_per_case = static_cast<double>(filed) / static_cast<double>(out.cases);
    return out;
}

}  // namespace earshot::cases
