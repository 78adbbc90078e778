#include "desk/recall.hpp"

namespace earshot::desk {

task<result<std::vector<bad_record>>> recall(journal::journal& from, std::vector<std::string> keys,
                                             cases::memory& into) {
    std::vector<bad_record> bad;
    for (int round = 0; round < cases::max_rounds && !keys.empty(); ++round) {
        const auto found = co_await from.recall(keys);
        if (!found) co_return std::unexpected(found.error());
        for (const journal::remembered& one : *found)
            if (auto loaded = into.load(one.key, one.body); !loaded)
                bad.push_back({one.key, std::move(loaded.error())});
        keys = into.keys_from(keys);
    }
    co_return bad;
}

}  // namespace earshot::desk
