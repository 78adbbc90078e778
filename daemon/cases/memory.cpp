#include "cases/memory.hpp"

#include <algorithm>
#include <set>

#include "cases/codec.hpp"

namespace earshot::cases {

namespace {

template <class T>
struct tag {
    using type = T;
};

// Calls `with` with the type of the records under such a key; false: there is none.
template <class With>
bool by_kind(std::string_view key, With with) {
    const std::string_view kind = kind_of(key);
    if (kind == "person") return with(tag<person>()), true;
    if (kind == "case") return with(tag<care_case>()), true;
    if (kind == "object" || kind == "thread") return with(tag<pointer>()), true;
    if (kind == "reply") return with(tag<reply_note>()), true;
    if (kind == "answers") return with(tag<loose_answers>()), true;
    if (kind == "await") return with(tag<awaiting>()), true;
    if (kind == "trace") return with(tag<trace>()), true;
    if (kind == "day") return with(tag<day_count>()), true;
    if (kind == "waiting" || kind == "suggested") return with(tag<mark>()), true;
    return false;
}

using keys = std::set<std::string>;

void add_case(keys& into, const std::string& id) {
    if (!id.empty()) into.insert(case_key(id));
}

void refer(std::string_view key, const person& from, keys& into) {
    into.insert(suggested_key(key));
    for (const std::string& id : from.recent_cases) add_case(into, id);
    for (const tie& one : from.ties) into.insert(one.other);
}

void refer(std::string_view, const care_case& from, keys& into) {
    add_case(into, from.merged_into);
    for (const std::string& id : from.absorbed) add_case(into, id);
    for (const question_link& one : from.links) add_case(into, one.other);
    if (!from.person.empty()) into.insert(from.person);
}

// Another object of the same account, and what waits for it.
void add_neighbour(std::string_view key, const std::string& object, keys& into) {
    const std::size_t kind = kind_of(key).size();
    const std::string place(key.substr(kind, key.rfind('/') - kind));
    for (const char* other : {"object", "await"})
        into.insert(other + place + "/" + key_of({object}));
}

// Of an answer of ours that waits for its place: also what it waits for.
void refer(std::string_view key, const pointer& from, keys& into) {
    add_case(into, from.case_id);
    if (!from.parent.empty()) add_neighbour(key, from.parent, into);
}

void refer(std::string_view, const reply_note& from, keys& into) {
    add_case(into, from.case_id);
    if (!from.counted.empty()) into.insert(from.counted);
}

void refer(std::string_view, const loose_answers&, keys&) {}
void refer(std::string_view, const day_count&, keys&) {}
void refer(std::string_view, const mark&, keys&) {}

void refer(std::string_view key, const awaiting& from, keys& into) {
    for (const std::string& id : from.cases) add_case(into, id);
    for (const answer& given : from.answers) add_neighbour(key, given.object, into);
}

void refer(std::string_view, const trace& from, keys& into) {
    into.insert(from.people.begin(), from.people.end());
}

template <class T>
bool belongs(const std::string&, const T&) {
    return true;
}

bool belongs(const std::string& key, const care_case& of) { return key == case_key(of.id); }

}  // namespace

result<void> memory::load(const std::string& key, std::string_view body) {
    if (holds(key)) return {};
    result<void> outcome;
    const bool known = by_kind(key, [&]<class T>(tag<T>) {
        T record;
        outcome = decode(body, record);
        if (outcome && !belongs(key, record))
            outcome = fail(error_kind::invalid, "cases.bad_record",
                           "the record stored as " + key + " is that of another case");
        if (outcome) std::get<shelf<T>>(shelves_).emplace(key, std::move(record));
    });
    if (!known)
        return fail(error_kind::invalid, "cases.bad_record", "no kind of record is called " + key);
    return outcome;
}

bool memory::holds(const std::string& key) const {
    bool held = changed_.contains(key);
    by_kind(key, [&]<class T>(tag<T>) { held = held || find<T>(key); });
    return held;
}

std::vector<std::string> memory::keys_from(std::span<const std::string> from) const {
    keys found;
    for (const std::string& key : from)
        by_kind(key, [&]<class T>(tag<T>) {
            if (const T* record = find<T>(key)) refer(key, *record, found);
        });
    std::erase_if(found, [&](const std::string& key) { return holds(key); });
    return {found.begin(), found.end()};
}

std::vector<stored> memory::changes() const {
    std::vector<stored> out;
    out.reserve(changed_.size());
    for (const std::string& key : changed_)
        by_kind(key, [&]<class T>(tag<T>) {
            const T* record = find<T>(key);
            out.push_back({key, record ? encode(*record) : std::string()});
        });
    std::ranges::sort(out, {}, &stored::key);
    return out;
}

const care_case* memory::find_case(std::string_view id) const {
    const care_case* found = find<care_case>(case_key(id));
    // Cases merge into older ones only, so this ends; the limit is for damaged records.
    for (int step = 0; found && !found->merged_into.empty(); ++step)
        found = step < 8 ? find<care_case>(case_key(found->merged_into)) : nullptr;
    return found;
}

std::vector<care_case> memory::all_cases() const {
    std::vector<care_case> out;
    for (const auto& [key, one] : std::get<shelf<care_case>>(shelves_))
        if (one.merged_into.empty()) out.push_back(one);
    std::ranges::sort(out, {}, [](const care_case& of) { return opening_order(of.id); });
    return out;
}

}  // namespace earshot::cases
