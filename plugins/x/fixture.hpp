// What the tests of this folder share: the brand, and recorded-looking answers of X under
// fixtures/. Beside each page of input stands the golden output, one message a line, as `to_json`
// writes it.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "earshot/batch.hpp"
#include "x/account.hpp"

namespace earshot::x::tests {

inline std::string fixture(const std::string& name) {
    std::ifstream file(std::string(X_FIXTURES) + "/" + name);
    if (!file) throw std::runtime_error("there is no fixture " + name);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

inline std::vector<std::string> golden(const std::string& name) {
    return lines_of(fixture(name + ".golden.jsonl"));
}

inline std::vector<std::string> written(std::vector<message> messages) {
    std::vector<std::string> lines;
    for (message& item : messages) {
        item.display_text = item.text;  // the host's to set
        lines.push_back(to_json(item));
    }
    return lines;
}

inline account brand() {
    account made;
    made.name = "blauw";
    made.base_url = "https://api.x.com";
    made.user_id = "4337869213";
    made.handle = "flyblauw";
    made.plan = "self_serve";
    made.look_back = std::chrono::hours(24);
    return made;
}

inline timestamp at(std::string_view text) { return parse_rfc3339(text).value(); }

}  // namespace earshot::x::tests
