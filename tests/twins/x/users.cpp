#include "twins/x/users.hpp"

namespace earshot::twins::x {

const user& users::add(user who) {
    if (who.id.empty()) who.id = std::to_string(next_++);
    ids_[lower_case(who.handle)] = who.id;
    user& place = by_id_[who.id];
    place = std::move(who);
    return place;
}

const user* users::by_id(std::string_view id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &found->second;
}

const user* users::by_handle(std::string_view handle) const {
    const auto found = ids_.find(lower_case(handle));
    return found == ids_.end() ? nullptr : by_id(found->second);
}

std::string lower_case(std::string_view ascii) {
    std::string out(ascii);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace earshot::twins::x
