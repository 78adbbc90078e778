#include "rt/cursor.hpp"

#include <algorithm>
#include <boost/json.hpp>

namespace earshot::rt {

namespace {

namespace json = boost::json;

std::uint64_t number(const json::value* from) {
    if (!from) return 0;
    if (from->is_uint64()) return from->get_uint64();
    return from->is_int64() && from->get_int64() > 0 ? static_cast<std::uint64_t>(from->get_int64())
                                                     : 0;
}

}  // namespace

void cursor::take(std::uint64_t id) {
    last = std::max(last, id);
    taken.insert(id);
    taken.erase(taken.begin(), taken.upper_bound(from()));
}

std::string to_text(const cursor& at) {
    json::array taken;
    for (const std::uint64_t id : at.taken) taken.emplace_back(id);
    return json::serialize(
        json::object{{"start", at.start}, {"last", at.last}, {"taken", std::move(taken)}});
}

result<cursor> cursor_from(std::string_view text) {
    json::error_code problem;
    const json::value parsed = json::parse({text.data(), text.size()}, problem);
    const json::object* whole = problem ? nullptr : parsed.if_object();
    if (!whole || !whole->contains("last"))
        return fail(error_kind::permanent, "rt.cursor", "the cursor is none of ours");
    cursor out;
    out.start = number(whole->if_contains("start"));
    out.last = std::max(out.start, number(whole->if_contains("last")));
    const json::value* taken = whole->if_contains("taken");
    if (const json::array* ids = taken ? taken->if_array() : nullptr)
        for (const json::value& id : *ids)
            if (const std::uint64_t one = number(&id); one > out.from() && one <= out.last)
                out.taken.insert(one);
    return out;
}

}  // namespace earshot::rt
