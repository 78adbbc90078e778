#include "journal/memory_reader.hpp"

namespace earshot::journal {

namespace {

// One sink finds what an agent wrote by webhook, the other by poll, with other marks in the text,
// and fractions of a second or none. Two helpdesks may give the same number to answers in the same
// case, but hardly at the same moment.
bool same_answer(const reply& one, const reply& other) {
    if (!one.to_case || !other.to_case) return false;
    if (one.platform != other.platform || one.account != other.account) return false;
    if (one.written == timestamp{} || other.written == timestamp{}) return one.text == other.text;
    return std::chrono::abs(one.written - other.written) < std::chrono::seconds{2};
}

// Helpdesks tell times to the second.
timestamp end_of(timestamp by) {
    return by == timestamp{} ? timestamp::max() : by + std::chrono::seconds{1};
}

}  // namespace

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

std::vector<sequence> memory_reader::handed_over(const std::string& destination,
                                                 const std::string& conversation,
                                                 const std::vector<sequence>& messages,
                                                 timestamp by) {
    std::vector<sequence> found;
    for (const sequence one : messages)
        if (handed_(destination, one, end_of(by), conversation).next()) found.push_back(one);
    return found;
}

std::vector<sequence> memory_reader::on_the_way(const std::string& destination,
                                                const std::string& conversation,
                                                const std::vector<sequence>& messages,
                                                timestamp by) {
    std::vector<sequence> found;
    for (const sequence one : messages)
        if (on_the_way_(destination, one, end_of(by), conversation).next()) found.push_back(one);
    return found;
}

std::vector<answer_copy> memory_reader::copies_before(sequence answer) {
    std::vector<answer_copy> found;
    for (auto row = copies_(answer); row.next();) {
        const auto own = reply_from_json(row.text(1));
        const auto other = reply_from_json(row.text(2));
        if (own && other && same_answer(*own, *other))
            found.push_back({row.integer(0), std::string(row.text(3))});
    }
    return found;
}

}  // namespace earshot::journal
