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

static std::string with_answer(json::object body, std::string_view answer) {
    json::error_code problem;
    json::value given = json::parse(answer, problem);
    if (!problem) body["answer"] = std::move(given);
    return json::serialize(body);
}

std::string published_body(sequence about, std::string_view destination, std::string_view platform,
                           std::string_view account, const receipt& proof,
                           std::string_view answer) {
    return with_answer({{"about", about},
                        {"destination", destination},
                        {"platform", platform},
                        {"account", account},
                        {"id", proof.id},
                        {"url", proof.url}},
                       answer);
}

std::string refused_body(sequence about, std::string_view destination, std::string_view code,
                         std::string_view detail, std::string_view answer) {
    return with_answer(
        {{"about", about}, {"destination", destination}, {"code", code}, {"detail", detail}},
        answer);
}

}  // namespace earshot::journal
