// The daemon: wires every stage to the next, and lives from the first message to the last.
#pragma once

#include <memory>
#include <string>

#include "app/instance_factory.hpp"
#include "app/lineup.hpp"
#include "app/load_configuration.hpp"
#include "app/service_manager.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "control/control_server.hpp"
#include "delivery/unserved.hpp"
#include "desk/stage.hpp"
#include "intake/webhook_reader.hpp"
#include "intake/webhook_receiver.hpp"
#include "journal/journal.hpp"
#include "net/http_server.hpp"
#include "watch/absence.hpp"
#include "watch/queue_watch.hpp"

namespace earshot::app {

class daemon final : public control::daemon_view {
public:
    // `file` is where `first` was read from, for reloads. `events` outlives it.
    daemon(boost::asio::any_io_executor loop, std::string file, loaded_configuration first,
           plugins::catalog plugins, base::process_log& events);
    ~daemon() override;

    // Opens everything that can be refused: the journal, the sockets, the plugins' directory.
    // Errors: permanent and transient, for people.
    result<void> open();

    // Works until stop(), then drains: takes nothing new, lets what is in flight end.
    task<void> run();

    void stop();  // [loop]

    // --- what the operator's command sees and does ---
    control::daemon_status status() override;
    task<result<void>> reload() override;
    void entries_added() override;

private:
    void wire();
    void serve(const loaded_configuration& now);
    task<result<void>> change_configuration();
    task<void> drain();
    task<void> note_absence(watch::listener who);
    task<void> watch_progress(duration interval);
    task<bool> makes_progress();
    result<loaded_configuration> read_configuration_again() const;
    result<void> refuse_what_needs_a_restart(const configuration& next) const;

    boost::asio::any_io_executor loop_;
    std::string file_;
    configuration configuration_;
    desk::knowledge known_;
    base::process_log& log_;
    base::system_clock clock_;
    base::random_ids ids_;
    service_manager manager_;
    timestamp started_;
    base::wakeup stopping_;
    base::wakeup reloaded_;
    bool stop_ = false;
    bool reloading_ = false;  // one at a time, and none while the daemon stops
    std::string last_reload_;

    std::unique_ptr<journal::journal> journal_;
    plugins::catalog plugins_;  // until open() hands it to the factory
    std::unique_ptr<instance_factory> factory_;
    intake::turnstile turns_;
    std::unique_ptr<lineup> lineup_;
    std::unique_ptr<desk::stage> desk_;
    std::unique_ptr<intake::webhook_receiver> receiver_;
    std::unique_ptr<intake::webhook_reader> reader_;
    std::unique_ptr<net::http_server> server_;
    std::unique_ptr<control::control_server> control_;
    std::unique_ptr<watch::queue_watch> queues_;
    std::unique_ptr<delivery::unserved> unserved_;
    std::unique_ptr<watch::absence> absence_;
    base::task_scope doors_;   // what brings something in
    base::task_scope stages_;  // what carries it on
};

}  // namespace earshot::app
