#include "app/cli/table.hpp"

#include <algorithm>
#include <numeric>

#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_last = 10;  // columns that the last cell gets, however narrow it is

void pad(std::string& line, std::size_t columns) { line.append(columns, ' '); }

}  // namespace

void table::add(std::vector<cell> row) {
    for (cell& one : row) one.text = visible(one.text);
    rows_.push_back(std::move(row));
}

std::vector<std::size_t> table::widths(const style& look) const {
    std::vector<std::size_t> found;
    for (const column& one : columns_) found.push_back(display_width(one.title));
    for (const auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i)
            found[i] = std::max(found[i], display_width(row[i].text));
    if (look.width == 0 || found.empty()) return found;
    for (std::size_t i = 0; i + 1 < found.size(); ++i)
        found[i] = std::min(found[i], look.width / 2);
    const std::size_t before =
        std::accumulate(found.begin(), found.end() - 1, gap * (found.size() - 1));
    const std::size_t left = look.width > before ? look.width - before : 0;
    found.back() = std::min(found.back(), std::max(left, least_last));
    return found;
}

// The last cell is not padded: a line has no blanks at its end.
std::string table::line(const std::vector<cell>& row, const std::vector<std::size_t>& widths,
                        const style& look) const {
    std::string out;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string text = cut_to_width(row[i].text, widths[i]);
        const std::size_t missing = widths[i] - std::min(widths[i], display_width(text));
        const bool last = i + 1 == row.size();
        if (columns_[i].side == align::right) pad(out, missing);
        out += paint(text, row[i].in, look);
        if (columns_[i].side == align::left && !last) pad(out, missing);
        if (!last) pad(out, gap);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out.append("\n");
}

std::string table::text(const style& look) const {
    const auto columns = widths(look);
    std::vector<cell> headings;
    for (const column& one : columns_) headings.emplace_back(one.title, colour::bold);
    std::string out = line(headings, columns, look);
    for (const auto& row : rows_) out += line(row, columns, look);
    return out;
}

}  // namespace earshot::app::cli
