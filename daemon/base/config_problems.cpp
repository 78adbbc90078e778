#include "base/config_problems.hpp"

#include <algorithm>
#include <tuple>

namespace earshot::base {

namespace {

std::string visible(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte != 0x7f)
            out += c;
        else
            out.append("\\x") += {digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

std::string_view name_of(const config_mark& at) {
    return at.file ? std::string_view(*at.file) : std::string_view();
}

auto place(const config_problem& one) {
    return std::tuple(name_of(one.at), one.at.line, one.at.column);
}

}  // namespace

std::string to_string(const config_problem& problem) {
    if (!problem.at.file) return problem.text;
    return *problem.at.file + ":" + std::to_string(problem.at.line) + ":" +
           std::to_string(problem.at.column) + ": " + problem.text;
}

// Behind those of the same place: what was found first is said first.
void config_problems::add(config_mark at, std::string_view text) {
    config_problem problem{std::move(at), visible(text)};
    const auto behind = std::ranges::upper_bound(problems_, place(problem), {}, place);
    problems_.insert(behind, std::move(problem));
}

std::vector<std::string> config_problems::lines() const {
    std::vector<std::string> out;
    for (const config_problem& problem : problems_) out.push_back(to_string(problem));
    return out;
}

std::string config_problems::text() const {
    std::string all;
    for (const std::string& line : lines()) all.append(all.empty() ? "" : "\n").append(line);
    return all;
}

}  // namespace earshot::base
