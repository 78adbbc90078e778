// Where something stands in a configuration file, and the list of everything wrong with it. All
// problems are collected, so that one run of `earshot check` shows them all.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::base {

struct config_mark {
    std::shared_ptr<const std::string> file;  // null: the configuration as a whole
    int line = 0;                             // from 1
    int column = 0;                           // from 1, in code points, as editors count
};

struct config_problem {
    config_mark at;
    std::string text;  // `what is wrong; what to write instead`
};

// `earshot.yaml:12:5: what is wrong; what to write instead`
std::string to_string(const config_problem& problem);

class config_problems {
public:
    // Control characters in `text` are made visible: parts of it come from the file.
    void add(config_mark at, std::string_view text);

    bool empty() const { return problems_.empty(); }
    std::size_t size() const { return problems_.size(); }

    // By file, line and column.
    const std::vector<config_problem>& sorted() const { return problems_; }
    std::vector<std::string> lines() const;  // the same as text
    std::string text() const;                // the same, joined

private:
    std::vector<config_problem> problems_;
};

}  // namespace earshot::base
