// Any bytes as what a client sends: the same requests come out however the bytes arrive, within the
// limits, and never a crash. Only where exactly a limit bites depends on the pieces.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "net/read_buffer.hpp"
#include "net/request_reader.hpp"

using namespace earshot;

namespace {

constexpr std::size_t max_header = 512;
constexpr std::size_t max_body = 1'024;

struct outcome {
    std::vector<std::string> requests;
    bool refused = false;
};

std::string described(const net::server_request& request) {
    if (request.body.size() > max_body || request.headers.size() > 100) std::abort();
    std::string text = request.method + " " + request.path + "?" + request.query;
    for (const auto& [name, value] : request.headers) text += "\n" + name + ":" + value;
    return text + "\n\n" + request.body;
}

// As a session reads: `piece` bytes at a time.
outcome read_in_pieces(std::string_view bytes, std::size_t piece) {
    outcome seen;
    net::request_reader reader(max_header, max_body);
    net::read_buffer buffer;
    while (!bytes.empty() && !seen.refused) {
        const std::string_view part = bytes.substr(0, piece);
        bytes.remove_prefix(part.size());
        std::ranges::copy(part, buffer.room(part.size()).begin());
        buffer.filled(part.size());
        bool more = true;
        while (more && !buffer.unread().empty()) {
            buffer.consume(reader.feed(buffer.unread()));
            seen.refused = reader.refusal() != 0;
            more = reader.done();
            if (more) seen.requests.push_back(described(reader.take()));
            if (more) reader.reset();
        }
        if (!seen.refused && buffer.unread().size() > 2 * max_header + piece) std::abort();
    }
    return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const outcome large = read_in_pieces(bytes, 300);
    const outcome small = read_in_pieces(bytes, 1 + size % 7);
    const std::size_t both = std::min(large.requests.size(), small.requests.size());
    if (!std::equal(large.requests.begin(), large.requests.begin() + static_cast<long>(both),
                    small.requests.begin()))
        std::abort();
    if (large.requests.size() != small.requests.size() && !large.refused && !small.refused)
        std::abort();
    return 0;
}
