#include "twins/x/users.hpp"

#include "earshot/short_text.hpp"

namespace earshot::twins::x {

const user& users::add(user who) {
    if (who.id.empty()) who.id = std::to_string(next_++);
    ids_[lower_ascii(who.handle)] = who.id;
    user& place = by_id_[who.id];
    place = std::move(who);
    return place;
}

const user* users::by_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found->second;
}

const user* users::by_handle(std::string_view handle) const {
    const auto found = ids_.find(lower_ascii(handle));
    return found == ids_.end() ? nullptr : by_id(found->second);
}

}  // namespace earshot::twins::x
