// Any bytes as a request line: refused or read, and every answer one line.
#include <boost/json.hpp>
#include <cstdlib>

#include "control/arguments.hpp"
#include "control/commands.hpp"
#include "control/protocol.hpp"

using namespace earshot::control;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto asked = parse_request({reinterpret_cast<const char*>(data), size});
    std::string line;
    if (!asked) {
        line = error_line(asked.error());
    } else if (const auto known = find_command(asked->command); !known) {
        line = error_line(known.error());
    } else {
        arguments given(std::move(asked->arguments));
        given.integer("limit", 1, 1, 10);
        given.time("from");
        given.integers("ids");
        given.flag("follow");
        const auto checked = given.check();
        line = checked ? ok_line({}) : error_line(checked.error());
    }
    if (line.find('\n') != line.size() - 1) std::abort();
    return 0;
}
