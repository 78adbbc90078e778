// Rows under headings, aligned by what a terminal shows. Cells may hold anything: they are made
// visible here.
#pragma once

#include <string>
#include <vector>

#include "app/cli/style.hpp"

namespace earshot::app::cli {

struct cell {
    cell(std::string words, colour shown = colour::plain) : text(std::move(words)), in(shown) {}
    cell(const char* words) : text(words) {}

    std::string text;
    colour in = colour::plain;
};

enum class align : std::uint8_t { left, right };

class table {
public:
    struct column {
        std::string title;
        align side = align::left;
    };

    explicit table(std::vector<column> columns) : columns_(std::move(columns)) {}

    void add(std::vector<cell> row);  // as many cells as there are columns
    bool empty() const { return rows_.empty(); }
    std::size_t size() const { return rows_.size(); }

    // One line a row, headings first. The last column is cut to the terminal's width, the others
    // to half of it at most.
    std::string text(const style& look) const;

private:
    std::vector<std::size_t> widths(const style& look) const;
    std::string line(const std::vector<cell>& row, const std::vector<std::size_t>& widths,
                     const style& look) const;

    std::vector<column> columns_;
    std::vector<std::vector<cell>> rows_;
};

}  // namespace earshot::app::cli
