#include "journal/entries.hpp"

#include <boost/json.hpp>

namespace earshot::journal {

namespace json = boost::json;

entries::entries(stores::database& file)
    : next_(file.number("SELECT max(seq) FROM entry") + 1),
      insert_(file, "INSERT INTO entry VALUES (?, ?, ?, ?)"),
      insert_raw_(file, "INSERT INTO raw VALUES (?, ?)") {}

void entries::write(timestamp at, entry_kind kind, std::string_view body) {
    insert_.run(next_++, at, static_cast<int>(kind), body);
}

void entries::write_raw(sequence seq, std::string_view bytes) {
    insert_raw_.run(seq, stores::blob{bytes});
}

std::string delivered_body(std::string_view destination,
                           const std::vector<std::pair<sequence, receipt>>& items) {
    json::array list;
    list.reserve(items.size());
    for (const auto& [about, proof] : items)
        list.push_back({{"about", about}, {"id", proof.id}, {"url", proof.url}});
    return json::serialize(json::object{{"destination", destination}, {"items", std::move(list)}});
}

std::string published_body(sequence about, std::string_view destination, std::string_view platform,
                           std::string_view account, const receipt& proof) {
    return json::serialize(json::object{{"about", about},
                                        {"destination", destination},
                                        {"platform", platform},
                                        {"account", account},
                                        {"id", proof.id},
                                        {"url", proof.url}});
}

std::string refused_body(sequence about, std::string_view destination, std::string_view code,
                         std::string_view detail) {
    return json::serialize(json::object{
        {"about", about}, {"destination", destination}, {"code", code}, {"detail", detail}});
}

}  // namespace earshot::journal
