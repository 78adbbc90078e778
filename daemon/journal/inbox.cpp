#include "journal/inbox.hpp"

namespace earshot::journal {

namespace {

// Field values have no line feeds (RFC 9110 section 5.5): a line each, `name: value`.
std::string to_lines(const std::vector<std::pair<std::string, std::string>>& headers) {
    std::string lines;
    for (const auto& [name, value] : headers)
        lines.append(name).append(": ").append(value).append("\n");
    return lines;
}

std::vector<std::pair<std::string, std::string>> from_lines(std::string_view lines) {
    std::vector<std::pair<std::string, std::string>> headers;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        const std::size_t colon = line.find(": ");
        if (colon == line.npos) continue;
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return headers;
}

inbox_item item_of(const stores::rows& row) {
    inbox_item item;
    item.id = row.integer(0);
    item.instance = row.text(1);
    item.request.received = row.time(2);
    item.attempts = static_cast<int>(row.integer(3));
    item.request.route = row.text(4);
    item.request.query = row.text(5);
    item.request.headers = from_lines(row.text(6));
    item.request.body = row.text(7);
    return item;
}

// Moves the marks into the rows they stand for.
std::int64_t recover(stores::database& file) {
    stores::transaction all(file, stores::access::read_write);
    file.run(
        "UPDATE inbox SET attempts = attempts + 1 WHERE id <="
        " (SELECT handed_out FROM inbox_mark WHERE inbox_mark.instance = inbox.instance);"
        "DELETE FROM inbox_mark");
    all.commit();
    return file.number("SELECT max(id) FROM inbox");
}

}  // namespace

inbox::inbox(stores::database& file)
    : next_(recover(file) + 1),
      insert_(file,
              "INSERT INTO inbox (id, instance, received, route, query, headers, body)"
              " VALUES (?, ?, ?, ?, ?, ?, ?)"),
      select_after_(file, "SELECT * FROM inbox WHERE id > ? ORDER BY id"),
      select_one_(file, "SELECT * FROM inbox WHERE id = ?"),
      raise_(file, "UPDATE inbox SET attempts = attempts + 1 WHERE id = ?"),
      mark_(file, "SELECT handed_out FROM inbox_mark WHERE instance = ?"),
      set_mark_(file,
                "INSERT INTO inbox_mark VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET handed_out = excluded.handed_out"),
      delete_(file, "DELETE FROM inbox WHERE id = ?") {}

std::int64_t inbox::add(const std::string& instance, const webhook_request& request) {
    const std::string headers = to_lines(request.headers);
    insert_.run(next_, instance, request.received, request.route, request.query,
                stores::blob{headers}, stores::blob{request.body});
    return next_++;
}

std::vector<inbox_item> inbox::take(const std::vector<std::string>& instances,
                                    std::int64_t after_id, int limit) {
    std::vector<inbox_item> taken;
    auto row = select_after_(after_id);
    while (std::ssize(taken) < limit && row.next())
        if (std::ranges::find(instances, row.text(1)) != instances.end())
            taken.push_back(item_of(row));
    for (const std::string& instance : instances) count_attempts(taken, instance);
    return taken;
}

// Moving one mark instead of rewriting every row: most requests are handed out once.
void inbox::count_attempts(std::vector<inbox_item>& taken, const std::string& instance) {
    std::int64_t mark = 0;
    if (auto row = mark_(instance); row.next()) mark = row.integer(0);
    std::int64_t newest = mark;
    for (inbox_item& item : taken) {
        if (item.instance != instance) continue;
        newest = std::max(newest, item.id);
        if (item.id > mark) continue;
        ++item.attempts;  // the one that the mark stands for
        raise_.run(item.id);
    }
    if (newest > mark) set_mark_.run(instance, newest);
}

std::optional<inbox_item> inbox::find(std::int64_t id) {
    auto row = select_one_(id);
    if (!row.next()) return std::nullopt;
    return item_of(row);
}

void inbox::remove(std::int64_t id) { delete_.run(id); }

}  // namespace earshot::journal
