#include "journal/memory_reader.hpp"

namespace earshot::journal {

// In the order of the keys, which is also that of the pages.
std::vector<remembered> memory_reader::recall(std::vector<std::string> keys) {
    std::ranges::sort(keys);
    const auto repeated = std::ranges::unique(keys);
    keys.erase(repeated.begin(), repeated.end());
    std::vector<remembered> found;
    for (std::string& key : keys) {
        auto row = recall_(key);
        if (row.next()) found.push_back({std::move(key), std::string(row.text(0))});
    }
    return found;
}

// Helpdesks tell times to the second.
std::vector<sequence> memory_reader::handed_over(const std::string& destination,
                                                 const std::string& conversation,
                                                 const std::vector<sequence>& messages,
                                                 timestamp by) {
    const timestamp end = by == timestamp{} ? timestamp::max() : by + std::chrono::seconds{1};
    std::vector<sequence> found;
    for (const sequence one : messages)
        if (handed_(destination, one, end, conversation).next()) found.push_back(one);
    return found;
}

}  // namespace earshot::journal
