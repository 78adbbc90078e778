#include "journal/names.hpp"

namespace earshot::journal {

namespace {

std::int64_t only_number(stores::rows found) {
    found.next();
    return found.integer(0);
}

}  // namespace

names::names(stores::database& file)
    : add_account_(file,
                   "INSERT INTO account (platform, name) VALUES (?, ?) ON CONFLICT DO NOTHING"),
      find_account_(file, "SELECT id FROM account WHERE platform = ? AND name = ?"),
      add_destination_(file, "INSERT INTO destination (name) VALUES (?) ON CONFLICT DO NOTHING"),
      find_destination_(file, "SELECT id FROM destination WHERE name = ?"),
      name_destination_(file, "SELECT name FROM destination WHERE id = ?") {}

std::int64_t names::account(std::string_view platform, std::string_view name) {
    for (const account_row& known : accounts_)
        if (known.name == name && known.platform == platform) return known.id;
    add_account_.run(platform, name);
    const std::int64_t id = only_number(find_account_(platform, name));
    accounts_.push_back({std::string(platform), std::string(name), id});
    return id;
}

std::int64_t names::destination(std::string_view name) {
    if (const auto known = destinations_.find(name); known != destinations_.end())
        return known->second;
    add_destination_.run(name);
    const std::int64_t id = only_number(find_destination_(name));
    destinations_.emplace(name, id);
    return id;
}

std::string names::destination_name(std::int64_t id) {
    for (const auto& [name, number] : destinations_)
        if (number == id) return name;
    auto found = name_destination_(id);
    return found.next() ? std::string(found.text(0)) : std::string();
}

void names::forget() {
    accounts_.clear();
    destinations_.clear();
}

}  // namespace earshot::journal
