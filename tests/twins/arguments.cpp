#include "twins/arguments.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

namespace earshot::twins {

result<arguments> arguments::parse(int count, char** words, std::string_view usage) {
    arguments out;
    for (int i = 1; i < count; i += 2) {
        const std::string name = words[i];
        const bool known = name.starts_with("--") && usage.contains(name + " ");
        if (!known || i + 1 == count)
            return fail(error_kind::invalid, "twin.arguments",
                        (known ? "a value is missing after " : "unknown argument ") + name +
                            "\nusage: " + std::string(usage));
        out.values_[name.substr(2)] = words[i + 1];
    }
    return out;
}

std::string arguments::text(std::string_view name, std::string_view fallback) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string(fallback) : found->second;
}

result<double> arguments::number(std::string_view name, double fallback) const {
    const std::string given = text(name);
    if (given.empty()) return fallback;
    char* end = nullptr;
    const double value = std::strtod(given.c_str(), &end);
    if (*end == '\0' && value >= 0) return value;
    return fail(error_kind::invalid, "twin.arguments",
                "--" + std::string(name) + " wants a number, not '" + given + "'");
}

result<std::uint16_t> arguments::port() const {
    const auto given = number("port", 0);
    if (!given) return std::unexpected(given.error());
    if (*given <= 65535) return static_cast<std::uint16_t>(*given);
    return fail(error_kind::invalid, "twin.arguments", "--port wants a port, at most 65535");
}

int complain(std::string_view program, const error& what) {
    std::cerr << program << ": " << what.detail << '\n';
    return 2;
}

result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    if (file && !content.str().empty()) return content.str();
    return fail(error_kind::permanent, "twin.file", "cannot read " + path);
}

}  // namespace earshot::twins
