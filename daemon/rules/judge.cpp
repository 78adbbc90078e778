#include "rules/judge.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace earshot::rules {

namespace {

bool among(std::span<const std::string> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

bool same_handle(std::string_view one, std::string_view other) {
    return texts::folded(one) == texts::folded(other);
}

bool of_type(const attachment& one, std::string_view type) {
    const std::string_view has = one.media_type;
    return has == type || (has.starts_with(type) && has.substr(type.size()).starts_with('/'));
}

class judge {
public:
    explicit judge(const facts& about) : about_(about) {}

    bool operator()(const any_term& asked) const {
        return std::ranges::any_of(asked.terms, [this](auto term) { return there(term); });
    }

    bool operator()(const all_terms& asked) const {
        return std::ranges::all_of(asked.terms, [this](auto term) { return there(term); });
    }

    bool operator()(const one_of& asked) const {
        switch (asked.of) {
            case one_of::fact::language:
                return among(asked.names,
                             about_.who.language.empty() ? "unknown" : about_.who.language);
            case one_of::fact::kind: return among(asked.names, to_string(item().kind));
            case one_of::fact::platform: return among(asked.names, item().platform);
            case one_of::fact::account: return among(asked.names, item().account);
            case one_of::fact::handle: break;
        }
        return std::ranges::any_of(asked.names, [this](const std::string& name) {
            return same_handle(name, item().by.handle);
        });
    }

    bool operator()(const said& asked) const {
        const auto& earlier = asked.topic ? about_.topics : about_.classes;
        return std::ranges::any_of(asked.names, [&](const std::string& name) {
            return among(earlier, name) || (name == "none" && earlier.empty());
        });
    }

    bool operator()(const is_so& asked) const {
        switch (asked.of) {
            case is_so::fact::addressed: return item().addressed == asked.wanted;
            case is_so::fact::verified: return item().by.verified == asked.wanted;
            case is_so::fact::attachments: break;
        }
        return item().attachments.empty() != asked.wanted;
    }

    bool operator()(const has_attachment& asked) const {
        return std::ranges::any_of(item().attachments, [&](const attachment& one) {
            return std::ranges::any_of(asked.types,
                                       [&](const auto& type) { return of_type(one, type); });
        });
    }

    // What the platform does not say is in no range.
    bool operator()(const in_range& asked) const {
        std::optional<std::int64_t> number = item().by.followers;
        if (asked.of == in_range::fact::stars) number = item().stars;
        return number && *number >= asked.at_least && *number <= asked.at_most;
    }

    bool operator()(const in_time& asked) const {
        if (item().created == timestamp{}) return false;
        const texts::wall_time now = asked.zone.at(item().created);
        const auto on = [&](int weekday) { return (asked.days >> weekday & 1) != 0; };
        if (asked.from < asked.to)
            return on(now.weekday) && now.minute >= asked.from && now.minute < asked.to;
        // Over midnight: what is left of the night belongs to the day before.
        return (now.minute >= asked.from && on(now.weekday)) ||
               (now.minute < asked.to && on((now.weekday + 6) % 7));
    }

    bool operator()(const group& asked) const {
        switch (asked.how) {
            case group::rule::all: return all_hold(asked.members, about_);
            case group::rule::any: return any_holds(asked.members, about_);
            case group::rule::none: return !any_holds(asked.members, about_);
        }
        return false;
    }

private:
    const message& item() const { return about_.who.item; }
    bool there(std::uint32_t term) const { return find_hit(about_.hits, term) != nullptr; }

    const facts& about_;
};

void add_present(std::span<const std::uint32_t> terms, const facts& about,
                 std::vector<std::uint32_t>& into) {
    for (const std::uint32_t term : terms)
        if (find_hit(about.hits, term) && std::ranges::find(into, term) == into.end())
            into.push_back(term);
}

}  // namespace

const hit* find_hit(std::span<const hit> hits, std::uint32_t term) {
    const auto at = std::ranges::lower_bound(hits, term, {}, &hit::term);
    return at != hits.end() && at->term == term ? &*at : nullptr;
}

bool holds(const condition& one, const facts& about) { return std::visit(judge(about), one.what); }

bool all_hold(const conditions& of, const facts& about) {
    return std::ranges::all_of(of, [&](const condition& one) { return holds(one, about); });
}

bool any_holds(const conditions& of, const facts& about) {
    return std::ranges::any_of(of, [&](const condition& one) { return holds(one, about); });
}

void collect_terms(const conditions& of, const facts& about, std::vector<std::uint32_t>& into) {
    for (const condition& one : of) {
        if (const auto* any = std::get_if<any_term>(&one.what))
            add_present(any->terms, about, into);
        else if (const auto* all = std::get_if<all_terms>(&one.what))
            add_present(all->terms, about, into);
        else if (const auto* inner = std::get_if<group>(&one.what))
            if (inner->how != group::rule::none && holds(one, about))
                collect_terms(inner->members, about, into);
    }
}

}  // namespace earshot::rules
