#include "rules/explain.hpp"

#include <algorithm>

#include "rules/phrases.hpp"
#include "text/shown_text.hpp"
#include "text/unicode.hpp"

namespace earshot::rules {

namespace {

constexpr std::size_t most_shown = 5;  // terms of one condition

class explainer {
public:
    explainer(const facts& about, const term_index& terms) : about_(about), terms_(terms) {}

    condition_explanation explain(const condition& one) const {
        condition_explanation out{
            .name = one.words->name, .asked = one.words->asked, .held = holds(one, about_)};
        if (const auto* inner = std::get_if<group>(&one.what))
            for (const condition& part : inner->members) out.parts.push_back(explain(part));
        else
            out.why = std::visit(*this, one.what);
        return out;
    }

    std::string operator()(const any_term& asked) const {
        const std::string found = places(asked.terms);
        return found.empty() ? "none of them is there" : found;
    }

    std::string operator()(const all_terms& asked) const {
        std::vector<std::string> missing;
        for (const std::uint32_t term : asked.terms)
            if (!find_hit(about_.hits, term)) missing.push_back("'" + terms_.spelled(term) + "'");
        if (missing.empty()) return places(asked.terms);
        return listed(missing) + (missing.size() == 1 ? " is not there" : " are not there");
    }

    std::string operator()(const one_of& asked) const {
        switch (asked.of) {
            case one_of::fact::language:
                return "the language is " + or_word(about_.who.language, "unknown");
            case one_of::fact::kind: return "it is a " + std::string(to_string(item().kind));
            case one_of::fact::platform:
                return "the platform is " + or_word(item().platform, "not known");
            case one_of::fact::account:
                return "the account is " + or_word(item().account, "not known");
            case one_of::fact::handle: break;
        }
        return "the author is " + or_word(item().by.handle, "not known");
    }

    std::string operator()(const said& asked) const {
        const auto& earlier = asked.topic ? about_.topics : about_.classes;
        return "earlier rules said: " + or_word(listed(earlier), "none");
    }

    std::string operator()(const is_so& asked) const {
        switch (asked.of) {
            case is_so::fact::addressed:
                return item().addressed ? "it addresses us" : "it does not address us";
            case is_so::fact::verified:
                return item().by.verified ? "the author is verified" : "the author is not verified";
            case is_so::fact::attachments: break;
        }
        return "it has " + std::to_string(item().attachments.size()) + " attachments";
    }

    std::string operator()(const has_attachment&) const {
        std::vector<std::string> types;
        for (const attachment& one : item().attachments) types.push_back(one.media_type);
        return "it has attachments: " + or_word(listed(types), "none");
    }

    std::string operator()(const in_range& asked) const {
        if (asked.of == in_range::fact::stars)
            return item().stars ? "it has " + std::to_string(*item().stars) + " stars"
                                : "it has no stars";
        return item().by.followers
                   ? "the author has " + std::to_string(*item().by.followers) + " followers"
                   : "the platform does not say how many follow the author";
    }

    std::string operator()(const in_time& asked) const {
        static constexpr const char* days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
        if (item().created == timestamp{}) return "the platform does not say when it was written";
        const texts::wall_time at = asked.zone.at(item().created);
        return "it was written on " + std::string(days[at.weekday]) + " at " + clock(at.minute) +
               " there";
    }

    std::string operator()(const group&) const { return {}; }

private:
    const message& item() const { return about_.who.item; }

    std::string place(const hit& one) const {
        const std::string_view text = texts::shown_text(item());
        return "'" + terms_.spelled(one.term) + "' at character " +
               std::to_string(texts::code_points(text.substr(0, one.begin)) + 1) +
               ", where it says “" + std::string(text.substr(one.begin, one.end - one.begin)) + "”";
    }

    std::string places(std::span<const std::uint32_t> terms) const {
        std::string out;
        std::size_t found = 0;
        for (const std::uint32_t term : terms) {
            const hit* here = find_hit(about_.hits, term);
            if (here && ++found <= most_shown) out.append(out.empty() ? "" : "; ") += place(*here);
        }
        if (found > most_shown) out += "; and " + std::to_string(found - most_shown) + " more";
        return out;
    }

    const facts& about_;
    const term_index& terms_;
};

}  // namespace

rule_explanation explain_rule(const rule& one, const facts& about, const term_index& terms) {
    const explainer of(about, terms);
    rule_explanation out{.rule = one.name, .at = one.at};
    for (const condition& asked : one.when) out.when.push_back(of.explain(asked));
    for (const condition& asked : one.unless) out.unless.push_back(of.explain(asked));
    const auto held = &condition_explanation::held;
    out.matched = std::ranges::all_of(out.when, held) && std::ranges::none_of(out.unless, held);
    return out;
}

std::size_t rule_explanation::came_to() const {
    const auto failed = std::ranges::find(when, false, &condition_explanation::held);
    return static_cast<std::size_t>(failed - when.begin());
}

}  // namespace earshot::rules
