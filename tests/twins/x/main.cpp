// earshot-twin-x: the fake X on a loopback port.
#include <algorithm>
#include <boost/json.hpp>
#include <iostream>

#include "base/clock.hpp"
#include "twins/arguments.hpp"
#include "twins/serve.hpp"
#include "twins/x/x_twin.hpp"

namespace {

using namespace earshot;
using namespace earshot::twins;

constexpr std::string_view usage =
    "earshot-twin-x [--port N] [--script FILE] [--speed N] [--plan self_serve|enterprise] "
    "[--limit-factor N] ";

struct wishes {
    std::uint16_t port = 0;
    x::platform_options platform;
    std::optional<x::script> day;
};

result<wishes> read(const arguments& given) {
    wishes out;
    const auto port = given.number("port", 0);
    if (!port) return std::unexpected(port.error());
    out.port = static_cast<std::uint16_t>(*port);
    const auto speed = given.number("speed", 1);
    if (!speed) return std::unexpected(speed.error());
    out.platform.speed = std::max(*speed, 0.001);
    const auto factor = given.number("limit-factor", 1);
    if (!factor) return std::unexpected(factor.error());
    out.platform.limit_factor = static_cast<int>(*factor);
    out.platform.enterprise = given.text("plan") == "enterprise";
    if (given.text("script").empty()) return out;
    const auto yaml = read_file(given.text("script"));
    if (!yaml) return std::unexpected(yaml.error());
    auto day = x::parse_script(*yaml);
    if (!day) return std::unexpected(day.error());
    out.platform.brand = day->brand;
    out.day = std::move(*day);
    return out;
}

// What the brand's people would have been given; a caller makes Earshot's configuration of it.
boost::json::object introduction(const x::platform_options& from) {
    return {{"event", "listening"},
            {"user_id", from.brand.id},
            {"handle", from.brand.handle},
            {"client_id", from.known.client_id},
            {"refresh_token", from.known.refresh_token},
            {"bearer_token", from.known.bearer},
            {"consumer_key", from.known.consumer_key},
            {"consumer_secret", from.known.consumer_secret},
            {"access_token", from.known.oauth1_token},
            {"access_token_secret", from.known.oauth1_secret}};
}

int complain(const error& what) {
    std::cerr << "earshot-twin-x: " << what.detail << '\n';
    return 2;
}

}  // namespace

int main(int count, char** words) {
    const auto given = arguments::parse(count, words, usage);
    if (!given) return complain(given.error());
    auto wanted = read(*given);
    if (!wanted) return complain(wanted.error());
    const base::system_clock clock;
    const auto introduced = introduction(wanted->platform);
    x::x_twin twin(wanted->platform, clock);
    if (wanted->day) twin.world().play(std::move(*wanted->day));
    return serve(twin, wanted->port, introduced);
}
