// Any bytes as an address, and as a redirect from one: what is accepted means the same when it is
// written out and read again, and the egress rules let exactly its own origin through.
#include <cstdint>
#include <cstdlib>

#include "net/http_client.hpp"
#include "net/url.hpp"

using namespace earshot;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_accepted(const net::url& address) {
    const std::string written = to_string(address.at) + address.target;
    const auto again = net::parse_url(written);
    require(again && again->at == address.at && again->target == address.target);
    require(written.find_first_of(" \r\n\t") == written.npos);
    const net::egress_rules own{{to_string(address.at)}};
    require(own.check(written).has_value());
    const net::egress_rules other{{"https://api.x.com"}};
    const bool is_other = to_string(address.at) == "https://api.x.com";
    require(other.check(written).has_value() == is_other);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (const auto address = net::parse_url(bytes)) check_accepted(*address);
    const net::url base = *net::parse_url("https://care.example/a/b?c");
    if (const auto moved = net::resolve_url(base, bytes)) check_accepted(*moved);
    return 0;
}
