// Any bytes as a rule file: never a crash, every problem stands inside the file, and rules that
// were read without one judge messages the same way twice.
#include <algorithm>
#include <cstdlib>

#include "rules/read_rules.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const rules::rule_file file{"f", bytes};
    base::config_problems problems;
    const auto read = rules::read_rules({&file, 1}, problems);
    const auto lines = static_cast<int>(std::ranges::count(bytes, '\n')) + 1;
    for (const base::config_problem& problem : problems.sorted())
        if (problem.at.file && (problem.at.line > lines || problem.at.column < 1)) std::abort();
    if (!problems.empty()) return 0;
    static_cast<void>(read.run_tests());
    message item;
    item.text = std::string(bytes.substr(0, 4'096));
    if (read.explain({item, "nl"}).result != read.evaluate({item, "nl"})) std::abort();
    return 0;
}
