#include "app/daemon.hpp"

#include "app/load_configuration.hpp"
#include "journal/sqlite_journal.hpp"

namespace earshot::app {

namespace {

constexpr int polls_at_a_time = 8;
constexpr duration drain_limit{20'000};
constexpr duration longest_silence{300'000};  // of the desk, with work before it

net::server_options server_options_of(const http_configuration& from) {
    net::server_options out;
    out.address = from.address;
    out.port = from.port;
    if (!from.tls_certificate.empty())
        out.tls = net::server_tls{from.tls_certificate, from.tls_key};
    out.max_body = from.max_body;
    out.max_header = from.max_header;
    out.max_connections = from.max_connections;
    out.max_requests_per_second = from.max_requests_per_second;
    out.request_timeout = from.request_timeout;
    out.idle_timeout = from.idle_timeout;
    return out;
}

watch::queue_limits queue_limits_of(const configuration& from) {
    watch::queue_limits out;
    for (const account_configuration& one : from.accounts)
        out["publish:" + one.name] = one.watched.queue_age_alarm;
    for (const sink_configuration& one : from.sinks)
        out["sink:" + one.name] = one.watched.queue_age_alarm;
    return out;
}

// By an account that only listens, nothing goes out.
delivery::services services_of(const configuration& from, const lineup& running) {
    delivery::services out;
    for (const sink_configuration& one : from.sinks)
        out["sink:" + one.name] =
            running.find(one.name) ? delivery::service::at_work : delivery::service::left_out;
    for (const account_configuration& one : from.accounts) {
        const auto source = running.find(one.name);
        if (!source)
            out["publish:" + one.name] = delivery::service::left_out;
        else if (source->publishes())
            out["publish:" + one.name] = delivery::service::at_work;
    }
    return out;
}

}  // namespace

daemon::daemon(boost::asio::any_io_executor loop, std::string file, loaded_configuration first,
               plugins::catalog plugins, base::process_log& events)
    : loop_(loop),
      file_(std::move(file)),
      configuration_(std::move(first.written)),
      known_(std::move(first.known)),
      log_(events),
      ids_(clock_),
      started_(clock_.now()),
      stopping_(loop),
      reloaded_(loop),
      plugins_(std::move(plugins)),
      turns_(loop, polls_at_a_time),
      doors_(loop, events),
      stages_(loop, events) {}

daemon::~daemon() = default;

// --- opening -------------------------------------------------------------------------------------

result<void> daemon::open() {
    auto opened = journal::open_sqlite_journal(configuration_.state_directory / "journal.db", loop_,
                                               clock_, log_);
    if (!opened) return std::unexpected(opened.error());
    journal_ = std::move(*opened);
    auto factory =
        instance_factory::open(loop_, configuration_, std::move(plugins_), clock_, ids_, log_);
    if (!factory) return std::unexpected(factory.error());
    factory_ = std::move(*factory);
    wire();
    if (const auto listening = control_->listen(); !listening) return listening;
    return server_ ? server_->listen() : result<void>();
}

void daemon::wire() {
    surroundings around{loop_,
                        *journal_,
                        clock_,
                        log_,
                        turns_,
                        [this] { desk_->wake(); },
                        [this](watch::listener who) {
                            stages_.spawn("absence " + who.account, note_absence(std::move(who)));
                        },
                        [this](const std::string& name) { return lineup_->find(name); }};
    queues_ = std::make_unique<watch::queue_watch>(*journal_, clock_, log_);
    absence_ = std::make_unique<watch::absence>(*journal_, clock_, log_);
    lineup_ = std::make_unique<lineup>(
        std::move(around), [this](const auto& wanted) { return factory_->create(wanted); },
        factory_->lookup());
    unserved_ = std::make_unique<delivery::unserved>(loop_, *journal_, clock_, log_,
                                                     [this] { desk_->wake(); });
    desk_ = std::make_unique<desk::stage>(
        loop_, *journal_, log_,
        [this](const std::string& account, const std::string& text) -> result<int> {
            const auto source = lineup_->find(account);
            return source ? source->length(text) : result<int>(0);
        },
        [this](const std::string& destination) { lineup_->wake(destination); });
    desk_->set_clocks([this](const std::string& sink) {
        const auto source = lineup_->find(sink);
        return source ? source->behind() : duration();
    });
    reader_ = std::make_unique<intake::webhook_reader>(loop_, *journal_, clock_, log_,
                                                       [this] { desk_->wake(); });
    receiver_ = std::make_unique<intake::webhook_receiver>(*journal_, clock_, log_,
                                                           [this] { reader_->wake(); });
    control_ = std::make_unique<control::control_server>(loop_, configuration_.control_socket,
                                                         *journal_, *this, clock_, ids_, log_);
    if (configuration_.http)
        server_ = net::make_http_server(
            loop_, server_options_of(*configuration_.http),
            [this](net::server_request request) { return receiver_->answer(std::move(request)); },
            log_);
}

void daemon::serve(const loaded_configuration& now) {
    configuration_ = now.written;
    known_ = now.known;
    log_.set_threshold(configuration_.log.level);
    desk_->set_policy(lineup_->policy(known_));
    receiver_->serve(lineup_->instances());
    reader_->serve(lineup_->instances());
    queues_->set_limits(queue_limits_of(configuration_));
    unserved_->set_configured(services_of(configuration_, *lineup_));
}

// --- life ----------------------------------------------------------------------------------------

task<void> daemon::run() {
    co_await absence_->look_back();
    co_await lineup_->begin(configuration_);
    serve({configuration_, known_});
    stages_.spawn("desk", desk_->run());
    stages_.spawn("webhook reader", reader_->run());
    stages_.spawn("control", control_->serve());
    stages_.spawn("queues", queues_->run());
    stages_.spawn("unserved", unserved_->run());
    stages_.spawn("presence", absence_->run());
    if (server_) doors_.spawn("http server", server_->serve());
    if (const auto interval = manager_.watchdog_interval())
        stages_.spawn("watchdog", watch_progress(*interval));
    manager_.ready();
    log_.write(log_level::info, "daemon.ready",
               {{"instances", std::to_string(lineup_->instances().size())},
                {"http", server_ ? std::to_string(server_->port()) : "off"}});
    while (!stop_) co_await stopping_.wait(std::chrono::hours{1});
    co_await drain();
}

task<void> daemon::note_absence(watch::listener who) {
    if (co_await absence_->record(std::move(who))) desk_->wake();
}

void daemon::stop() {
    stop_ = true;
    stopping_.ring();
}

// First the doors, then what is inside: whatever cannot end in time is in the journal.
task<void> daemon::drain() {
    log_.write(log_level::info, "daemon.stopping", {});
    manager_.stopping();
    while (reloading_) co_await reloaded_.wait(drain_limit);
    doors_.cancel();
    co_await doors_.join();
    co_await lineup_->stop(drain_limit);
    stages_.cancel();
    co_await stages_.join();
    receiver_->serve({});  // the last to hold on to the instances
    reader_->serve({});
    co_await factory_->close();
    log_.write(log_level::info, "daemon.stopped", {});
}

// The service manager is told of progress, not of being alive: a desk that stands still with work
// before it lets the watchdog bite.
task<void> daemon::watch_progress(duration interval) {
    for (;;) {
        if (co_await makes_progress()) manager_.progress();
        co_await base::sleep(interval);
    }
}

task<bool> daemon::makes_progress() {
    const auto next = co_await journal_->read(desk_->position(), 1);
    if (!next || next->empty())
        co_return true;  // a journal that refuses is not mended by a restart
    const duration age = clock_.now() - next->front().at;
    if (age < longest_silence) co_return true;
    log_.write(log_level::error, "daemon.no_progress", {{"oldest", format_duration(age)}});
    co_return false;
}

// --- reload --------------------------------------------------------------------------------------

task<result<void>> daemon::reload() {
    if (reloading_ || stop_)
        co_return fail(error_kind::conflict, "reload.busy",
                       stop_ ? "the daemon is stopping" : "another reload is under way");
    reloading_ = true;
    auto outcome = co_await change_configuration();
    reloading_ = false;
    reloaded_.ring();
    co_return outcome;
}

task<result<void>> daemon::change_configuration() {
    manager_.reloading();
    auto next = read_configuration_again();
    result<void> outcome;
    if (!next)
        outcome = std::unexpected(next.error());
    else
        outcome = refuse_what_needs_a_restart(next->written);
    if (outcome) outcome = co_await lineup_->change_to(next->written);
    if (outcome) {
        serve(*next);
        lineup_->look_again();
        last_reload_ = "done " + format_rfc3339(clock_.now());
        log_.write(log_level::info, "reload.done", {{"file", file_}});
    } else {
        last_reload_ = "refused " + format_rfc3339(clock_.now()) + ": " + outcome.error().detail;
        log_.write(log_level::error, "reload.refused",
                   {{"file", file_}, {"why", outcome.error().detail}});
    }
    manager_.ready();
    co_return outcome;
}

result<loaded_configuration> daemon::read_configuration_again() const {
    return load_configuration(file_, factory_->lookup(), missing_plugin::refuse);
}

result<void> daemon::refuse_what_needs_a_restart(const configuration& next) const {
    const auto refuse = [](const std::string& key) {
        return fail(error_kind::invalid, "reload.needs_restart",
                    key + " cannot change while the daemon runs: restart it");
    };
    if (next.state_directory != configuration_.state_directory) return refuse("state_directory");
    if (next.plugin_directory != configuration_.plugin_directory) return refuse("plugin_directory");
    if (next.control_socket != configuration_.control_socket) return refuse("control.socket");
    if (next.http != configuration_.http) return refuse("http");
    if (next.http_client != configuration_.http_client) return refuse("http_client");
    if (next.log.format != configuration_.log.format) return refuse("log.format");
    return {};
}

// --- the operator --------------------------------------------------------------------------------

control::daemon_status daemon::status() {
    control::daemon_status out;
    out.configuration_file = file_;
    out.started = started_;
    out.last_reload = last_reload_;
    out.desk_position = desk_->position();
    out.channels = lineup_->status();
    for (control::channel_view& one : out.channels)
        for (const char* way : {"sink:", "publish:"})
            if (std::string late = queues_->problem(way + one.instance.name); !late.empty())
                one.health.problems.push_back(std::move(late));
    return out;
}

// Also what was a dead letter a moment ago is due again.
void daemon::entries_added() {
    desk_->wake();
    lineup_->wake_all();
}

}  // namespace earshot::app
