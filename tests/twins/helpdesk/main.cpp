// earshot-twin-helpdesk: the fake helpdesk on a loopback port.
#include <boost/json.hpp>

#include "base/clock.hpp"
#include "earshot/time.hpp"
#include "twins/arguments.hpp"
#include "twins/helpdesk/helpdesk_twin.hpp"
#include "twins/serve.hpp"

namespace {

using namespace earshot;
using namespace earshot::twins;

constexpr std::string_view usage =
    "earshot-twin-helpdesk --secret whsec_... [--reply-secret whsec_...] [--port N] "
    "[--replies-to URL] [--delay 2s] [--answers FILE] [--agent NAME] ";

struct wishes {
    std::uint16_t port = 0;
    helpdesk::helpdesk_options desk;
};

result<wishes> read(const arguments& given) {
    wishes out;
    const auto port = given.port();
    if (!port) return std::unexpected(port.error());
    out.port = *port;
    out.desk.deliveries.secret = given.text("secret");
    out.desk.replies.secret = given.text("reply-secret", out.desk.deliveries.secret);
    for (const auto& one : {out.desk.deliveries, out.desk.replies})
        if (!one.secret.starts_with("whsec_"))
            return fail(error_kind::invalid, "twin.arguments", "a secret begins with whsec_");
    const auto delay = parse_duration(given.text("delay", "2s"));
    if (!delay) return std::unexpected(delay.error());
    out.desk.agent_delay = *delay;
    out.desk.replies_to = given.text("replies-to");
    out.desk.agent = given.text("agent", out.desk.agent);
    if (given.text("answers").empty()) return out;
    const auto yaml = read_file(given.text("answers"));
    if (!yaml) return std::unexpected(yaml.error());
    auto texts = helpdesk::answers::parse(*yaml);
    if (!texts) return std::unexpected(texts.error());
    out.desk.texts = std::move(*texts);
    return out;
}

}  // namespace

int main(int count, char** words) {
    const auto given = arguments::parse(count, words, usage);
    if (!given) return complain(words[0], given.error());
    auto wanted = read(*given);
    if (!wanted) return complain(words[0], wanted.error());
    const base::system_clock clock;
    helpdesk::helpdesk_twin twin(std::move(wanted->desk), clock);
    return serve(twin, wanted->port, {{"event", "listening"}});
}
