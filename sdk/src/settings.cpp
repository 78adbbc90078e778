#include "earshot/settings.hpp"

#include <stdexcept>

#include "earshot/settings_check.hpp"

namespace earshot {

namespace {

template <class T>
const T& as(const settings::value& value, std::string_view name) {
    if (const T* held = std::get_if<T>(&value)) return *held;
    throw std::logic_error("the field " + std::string(name) + " has another type");
}

}  // namespace

const settings::value& settings::at(std::string_view name) const {
    if (const auto found = values_.find(name); found != values_.end()) return found->second;
    throw std::logic_error("the field " + std::string(name) + " has no value");
}

bool settings::has(std::string_view name) const { return values_.contains(name); }

const std::string& settings::text(std::string_view name) const {
    return as<std::string>(at(name), name);
}

std::string settings::base_url(std::string_view name) const {
    std::string url = text(name);
    settings_check check(*this);
    if (url.find_first_of("?#") != url.npos)
        check.refuse(name, "has a query or a fragment, and paths are put behind it; end it before");
    check.finish();
    while (url.ends_with('/')) url.pop_back();
    return url;
}

std::int64_t settings::integer(std::string_view name) const {
    return as<std::int64_t>(at(name), name);
}

std::int64_t settings::natural(std::string_view name) const {
    settings_check check(*this);
    integer(name);
    const std::int64_t value = check.natural(name);
    check.finish();
    return value;
}

bool settings::boolean(std::string_view name) const { return as<bool>(at(name), name); }

duration settings::span(std::string_view name) const { return as<duration>(at(name), name); }

const std::vector<std::string>& settings::list(std::string_view name) const {
    return as<std::vector<std::string>>(at(name), name);
}

bool settings::is_list(std::string_view name) const {
    return std::holds_alternative<std::vector<std::string>>(at(name));
}

}  // namespace earshot
