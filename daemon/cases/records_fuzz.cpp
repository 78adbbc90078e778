// Any bytes as the body of any record: refused, or read into something that can be worked with.
#include "cases/answers.hpp"
#include "cases/codec.hpp"
#include "cases/corrections.hpp"
#include "cases/filing.hpp"
#include "cases/unanswered.hpp"

namespace earshot::cases {

namespace {

constexpr std::array keys{
    "case/c1",    "person/x/jan",     "object/x/klm/1",      "thread/x/klm/t/jan",
    "reply/7",    "await/x/klm/2",    "trace/handle/janjan", "day/1970-01-01/x/klm",
    "waiting/c1", "answers/x/klm/jan"};

void work_with(memory& in) {
    message item;
    item.platform = "x";
    item.account = "klm";
    item.object_id = "2";
    item.parent_id = "1";
    item.thread_id = "t";
    item.by = {.id = "jan", .handle = "janjan", .display_name = "Jan Jansen"};
    item.text = "06 12345678";
    item.addressed = true;
    file(in, item, {}, 9, {.reach_levels = {1, 10}});
    item.from = direction::from_us;
    item.object_id = "3";
    item.parent_id = "2";
    file(in, item, {}, 10, {});
    answered(in, {7, "x", "klm", "4", {}});
    unanswered(in.all_cases(), {}, {});
}

}  // namespace

}  // namespace earshot::cases

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace earshot::cases;
    if (size == 0) return 0;
    const std::string body(data + 1, data + size);
    const std::string key = keys.at(data[0] % keys.size());
    memory read;
    if (!read.load(key, body)) return 0;
    (void)read.keys_from(std::vector{key});
    // The others are as they usually are, so that what was read is followed.
    (void)read.load("object/x/klm/1", R"({"v":1,"case":"c1"})");
    (void)read.load("case/c1", R"({"v":1,"id":"c1","person":"person/x/jan"})");
    work_with(read);
    for (const stored& one : read.changes()) {
        memory again;
        if (!one.body.empty() && !again.load(one.key, one.body)) std::abort();
    }
    return 0;
}
