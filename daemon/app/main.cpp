// earshotd: reads its configuration, runs the daemon, and turns signals into its calls.
#include <getopt.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <csignal>
#include <iostream>

#include "app/daemon.hpp"
#include "app/load_configuration.hpp"

namespace {

namespace asio = boost::asio;
using namespace earshot;

constexpr const char* usage =
    "Usage: earshotd [--config FILE]\n"
    "\n"
    "The Earshot daemon. Runs in the foreground until SIGTERM; SIGHUP reloads the configuration.\n"
    "\n"
    "  -c, --config FILE  default: /etc/earshot/earshot.yaml\n"
    "  -V, --version      print the version\n"
    "  -h, --help         print this\n"
    "\n"
    "Check a configuration with `earshot check FILE`; look into a running daemon with\n"
    "`earshot status`.\n";

enum exit_code { ended_well = 0, cannot_start = 1, wrong_usage = 2 };

struct arguments {
    std::string file = app::default_configuration_file;
    std::optional<int> done;  // the exit code, when there is nothing more to do
};

arguments parse(int count, char** words) {
    static const option known[] = {{"config", required_argument, nullptr, 'c'},
                                   {"version", no_argument, nullptr, 'V'},
                                   {"help", no_argument, nullptr, 'h'},
                                   {nullptr, 0, nullptr, 0}};
    arguments out;
    for (int next = 0; (next = getopt_long(count, words, "c:Vh", known, nullptr)) != -1;) {
        switch (next) {
            case 'c': out.file = optarg; break;
            case 'V':
                std::cout << "earshotd " << EARSHOT_VERSION << "\n";
                out.done = ended_well;
                break;
            case 'h':
                std::cout << usage;
                out.done = ended_well;
                break;
            default: std::cerr << usage; out.done = wrong_usage;
        }
    }
    if (!out.done && optind < count) {
        std::cerr << "earshotd: unexpected '" << words[optind] << "'\n" << usage;
        out.done = wrong_usage;
    }
    return out;
}

int refuse_to_start(const error& why) {
    std::cerr << "earshotd: cannot start\n" << why.detail << "\n";
    return cannot_start;
}

task<void> obey_signals(app::daemon& target) {
    asio::signal_set signals(co_await asio::this_coro::executor, SIGTERM, SIGINT, SIGHUP);
    for (;;) {
        const int caught = co_await signals.async_wait(asio::use_awaitable);
        if (caught != SIGHUP) break;
        co_await target.reload();
    }
    target.stop();
}

int serve(asio::io_context& loop, app::daemon& target, earshot::log& events) {
    if (const auto opened = target.open(); !opened) return refuse_to_start(opened.error());
    base::task_scope signals(loop.get_executor(), events);
    signals.spawn("signals", obey_signals(target));
    std::exception_ptr problem;
    asio::co_spawn(loop, target.run(), [&](std::exception_ptr ended) {
        problem = ended;
        signals.cancel();
    });
    loop.run();
    if (problem) std::rethrow_exception(problem);
    return ended_well;
}

plugins::catalog load_plugins(const app::configuration& from, earshot::log& events) {
    auto found = plugins::catalog::load(from.plugin_directory);
    for (const error& why : found.refused())
        events.write(log_level::error, "plugin.refused", {{"why", to_string(why)}});
    return found;
}

int run(const std::string& file) {
    const auto own_part = app::load_daemon_part(file);
    if (!own_part) return refuse_to_start(own_part.error());
    base::process_log events(own_part->log.format.value_or(base::detect_log_format()),
                             own_part->log.level);
    auto found = load_plugins(*own_part, events);
    auto checked =
        app::load_configuration(file, app::lookup_in(found), app::missing_plugin::leave_out);
    if (!checked) return refuse_to_start(checked.error());
    asio::io_context loop(1);
    app::daemon target(loop.get_executor(), file, std::move(*checked), std::move(found), events);
    return serve(loop, target, events);
}

}  // namespace

int main(int count, char** words) {
    const arguments given = parse(count, words);
    if (given.done) return *given.done;
    std::signal(SIGPIPE, SIG_IGN);
    try {
        return run(given.file);
    } catch (const std::exception& bug) {
        std::cerr << "earshotd: stopped by a fault of its own: " << bug.what() << "\n";
        return cannot_start;
    }
}
