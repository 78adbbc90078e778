// Any bytes as a configuration file: never a crash, and every problem stands inside the file.
#include <algorithm>
#include <cstdlib>

#include "base/config_fields.hpp"

using namespace earshot;

namespace {

constexpr field table[] = {
    {"text", field_type::text, presence::required, nullptr, nullptr, ""},
    {"count", field_type::integer, presence::optional, "1", nullptr, ""},
    {"flag", field_type::boolean, presence::optional, "true", nullptr, ""},
    {"wait", field_type::duration, presence::optional, "1s", nullptr, ""},
    {"room", field_type::size, presence::optional, "1KiB", nullptr, ""},
    {"address", field_type::url, presence::optional, nullptr, nullptr, ""},
    {"file", field_type::path, presence::optional, nullptr, nullptr, ""},
    {"token", field_type::secret, presence::optional, nullptr, nullptr, ""},
    {"names", field_type::text_list, presence::optional, "[a, b]", nullptr, ""},
    {"colour", field_type::choice, presence::optional, "red", "red,green", ""},
};

void check_every_mapping(const base::config_node& node, base::config_problems& problems) {
    base::check_fields(node, table, {}, "the fuzzer", problems);
    for (const base::config_member& member : node.members())
        check_every_mapping(member.value, problems);
    for (const base::config_node& item : node.items()) check_every_mapping(item, problems);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    base::config_problems problems;
    const auto node = base::parse_config("f", bytes, problems, {.bytes = 64 << 10, .nodes = 5'000});
    check_every_mapping(node, problems);
    const auto lines = static_cast<int>(std::ranges::count(bytes, '\n')) + 1;
    for (const base::config_problem& problem : problems.sorted())
        if (problem.at.file && (problem.at.line > lines || problem.at.column < 1)) std::abort();
    return 0;
}
