// `std::ranges::contains`, which libstdc++ 12 does not have.
#pragma once

#include <algorithm>
#include <functional>

namespace earshot::cases {

template <class List, class Value, class Member = std::identity>
bool among(const List& list, const Value& value, Member member = {}) {
    return std::ranges::find(list, value, member) != std::ranges::end(list);
}

}  // namespace earshot::cases
