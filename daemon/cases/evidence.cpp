#include "cases/evidence.hpp"

#include <algorithm>
#include <array>

#include "cases/among.hpp"
#include "cases/upkeep.hpp"

namespace earshot::cases {

namespace {

constexpr std::array kind_names{"handle", "name", "email", "number", "iban", "booking", "says"};

std::string key_of(const found_trace& one) {
    return trace_key(kind_names.at(static_cast<std::size_t>(one.kind)), one.value);
}

// Somebody else's names on the other side of `says`.
std::string counterpart(const found_trace& one) {
    if (one.kind == trace_kind::says) return trace_key("handle", one.value);
    if (one.kind == trace_kind::handle) return trace_key("says", one.value);
    return {};
}

void leave(memory& in, const std::string& key, const std::string& who) {
    const trace* held = in.find<trace>(key);
    if (held && (held->people.size() > max_sharers || among(held->people, who))) return;
    in.edit<trace>(key).people.push_back(who);
}

bool crowded(const memory& in, const std::string& key) {
    const trace* held = in.find<trace>(key);
    return held && held->people.size() > max_sharers;
}

std::vector<std::string> people_at(const memory& in, const std::string& key) {
    const trace* held = in.find<trace>(key);
    return held ? held->people : std::vector<std::string>();
}

class suggesting {
public:
    suggesting(memory& in, const message& item) : in_(in), item_(item), me_(person_key(item)) {}

    void consider(const found_trace& one) {
        const std::string key = key_of(one);
        leave(in_, key, me_);
        if (crowded(in_, key)) return withdraw(key, one.words);
        if (one.kind != trace_kind::says) compare(key, one.words, needs_other_platform(one.kind));
        const std::string other = counterpart(one);
        if (!other.empty() && !crowded(in_, other))
            compare(other, "names the other's handle: " + one.value, true);
    }

    std::vector<std::string> found() && { return std::move(found_); }

private:
    // Within one platform, a handle is one account and a name is many people's.
    static bool needs_other_platform(trace_kind kind) {
        return kind == trace_kind::handle || kind == trace_kind::name;
    }

    void compare(const std::string& key, const std::string& words, bool elsewhere) {
        for (const std::string& who : people_at(in_, key)) {
            const person* other = who == me_ ? nullptr : in_.find_person(who);
            if (!other || (elsewhere && other->platform == item_.platform)) continue;
            if (add(me_, who, words)) found_.push_back(who);
            add(who, me_, words);
        }
    }

    // True: the first reason.
    bool add(const std::string& to, const std::string& other, const std::string& words) {
        const person* held = in_.find_person(to);
        const tie* known = held ? find_tie(*held, other) : nullptr;
        if (!held || (known && !wants(*known, words))) return false;
        if (!known && held->ties.size() >= max_ties) return false;
        person& of = in_.edit<person>(to);
        auto place = std::ranges::find(of.ties, other, &tie::other);
        if (place == of.ties.end()) place = of.ties.insert(place, tie{other, {}, {}, {}, {}});
        place->evidence.push_back(words);
        after_ties(in_, to);
        return !known;
    }

    static bool wants(const tie& known, const std::string& words) {
        return known.state != tie_state::rejected && known.evidence.size() < max_evidence &&
               !among(known.evidence, words);
    }

    // Too many have it: it was no evidence before either.
    void withdraw(const std::string& key, const std::string& words) {
        const auto people = people_at(in_, key);
        for (const std::string& who : people) {
            const person* held = in_.find_person(who);
            const auto affected = [&](const tie& one) {
                return one.state == tie_state::suggested && among(people, one.other) &&
                       among(one.evidence, words);
            };
            if (!held || std::ranges::none_of(held->ties, affected)) continue;
            person& of = in_.edit<person>(who);
            for (tie& one : of.ties)
                if (affected(one)) std::erase(one.evidence, words);
            std::erase_if(of.ties, [](const tie& one) {
                return one.state == tie_state::suggested && one.evidence.empty();
            });
            after_ties(in_, who);
        }
    }

    memory& in_;
    const message& item_;
    std::string me_;
    std::vector<std::string> found_;
};

}  // namespace

std::set<std::string> keys_of_traces(const message& item) {
    std::set<std::string> out;
    for (const found_trace& one : traces_of(item)) {
        out.insert(key_of(one));
        if (std::string other = counterpart(one); !other.empty()) out.insert(std::move(other));
    }
    return out;
}

std::vector<std::string> suggest(memory& in, const message& item) {
    suggesting pass(in, item);
    for (const found_trace& one : traces_of(item)) pass.consider(one);
    return std::move(pass).found();
}

}  // namespace earshot::cases
