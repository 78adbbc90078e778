#include "twins/desk_main.hpp"

#include "base/clock.hpp"
#include "twins/arguments.hpp"
#include "twins/serve.hpp"

namespace earshot::twins {

namespace {

constexpr std::string_view usage =
    "--token TOKEN --secret SECRET [--hooks-to URL] [--lag SECONDS] [--port N] ";

}  // namespace

int desk_main(int count, char** words, const desk_maker& make) {
    const auto given = arguments::parse(count, words, usage);
    if (!given) return complain(words[0], given.error());
    const auto port = given->port();
    if (!port) return complain(words[0], port.error());
    const auto lag = given->number("lag", 60);
    if (!lag) return complain(words[0], lag.error());
    desk_wishes wanted{{given->text("token"), given->text("secret"), given->text("hooks-to")}};
    wanted.lag = std::chrono::floor<duration>(std::chrono::duration<double>(*lag));
    const base::system_clock clock;
    return serve(*make(wanted, clock), *port, {{"event", "listening"}});
}

}  // namespace earshot::twins
