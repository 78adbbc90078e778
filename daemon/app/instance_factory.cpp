#include "app/instance_factory.hpp"

#include <cstdlib>

#include "plugins/egress.hpp"
#include "plugins/hook_routes.hpp"
#include "plugins/in_process_instance.hpp"
#include "plugins/services/files_service.hpp"
#include "plugins/services/http_service.hpp"
#include "plugins/services/mail_service.hpp"
#include "plugins/services/oauth_service.hpp"
#include "plugins/services/secrets_service.hpp"
#include "plugins/services/vault_service.hpp"

namespace earshot::app {

namespace {

net::client_options client_options_of(const http_client_configuration& from) {
    net::client_options out;
    out.ca_file = from.ca_file;
    out.max_body = from.max_body;
    out.max_connections_per_host = from.max_connections_per_host;
    out.connect_timeout = from.connect_timeout;
    out.idle_timeout = from.idle_timeout;
    out.user_agent = "earshot/" EARSHOT_VERSION;
    return out;
}

// Where systemd puts what LoadCredential= names.
std::string credentials_directory() {
    const char* named = std::getenv("CREDENTIALS_DIRECTORY");
    return named ? named : "";
}

std::vector<std::string> paths_of(const plugins::library& code, const settings& values) {
    std::vector<std::string> out;
    for (const field& one : code.fields())
        if (one.type == field_type::path && values.has(one.name))
            out.push_back(values.text(one.name));
    return out;
}

std::vector<std::string> texts_of(const plugins::library& code, const settings& values) {
    std::vector<std::string> out;
    for (const field& one : code.fields())
        if (one.type == field_type::text && values.has(one.name))
            out.push_back(values.text(one.name));
    return out;
}

}  // namespace

// What belongs to one instance alone.
struct instance_factory::own_services {
    own_services(instance_factory& from, const instance_configuration& wanted,
                 net::egress_rules rules, std::vector<std::string> paths,
                 std::vector<std::string> texts)
        : secret_values(wanted.fields, from.credentials_),
          dictionary(from.dictionaries_->of(wanted.name)),
          locked_away(from.dictionaries_->of(wanted.name + "/vault")),
          safe(*locked_away),
          requests(*from.client_, std::move(rules), from.clock_, from.shared_limits_),
          tokens(from.loop_, requests, secret_values, *dictionary, from.clock_, from.log_),
          addresses(from.public_url_, wanted.name),
          documents(from.loop_, from.files_, std::move(paths)),
          letters(plugins::mail_servers_in(texts), from.ca_file_) {}

    plugins::secrets_service secret_values;
    std::unique_ptr<store> dictionary;
    std::unique_ptr<store> locked_away;  // no instance has a name with a slash
    plugins::vault_service safe;
    plugins::http_service requests;
    plugins::oauth_service tokens;
    plugins::hook_routes addresses;
    plugins::files_service documents;
    plugins::mail_service letters;
};

result<std::unique_ptr<instance_factory>> instance_factory::open(boost::asio::any_io_executor loop,
                                                                 const configuration& chosen,
                                                                 plugins::catalog plugins,
                                                                 clock& time, ids& numbers,
                                                                 log& events) {
    auto dictionaries = stores::open_key_value(chosen.state_directory / "state.db", loop);
    if (!dictionaries) return std::unexpected(dictionaries.error());
    return std::unique_ptr<instance_factory>(new instance_factory(
        loop, chosen, std::move(plugins), std::move(*dictionaries), time, numbers, events));
}

instance_factory::instance_factory(boost::asio::any_io_executor loop, const configuration& chosen,
                                   plugins::catalog plugins,
                                   std::unique_ptr<stores::key_value> dictionaries, clock& time,
                                   ids& numbers, log& events)
    : loop_(loop),
      plugins_(std::move(plugins)),
      dictionaries_(std::move(dictionaries)),
      clock_(time),
      ids_(numbers),
      log_(events),
      public_url_(chosen.http ? chosen.http->public_url : ""),
      credentials_(credentials_directory()),
      ca_file_(chosen.http_client.ca_file),
      watch_(events),
      files_(events),
      client_(net::make_http_client(loop, client_options_of(chosen.http_client), events)),
      retiring_(loop, events) {}

result<std::shared_ptr<plugins::instance>> instance_factory::create(
    const instance_configuration& wanted) {
    const auto code = plugins_.find(wanted.plugin);
    if (!code) return std::unexpected(code.error());
    auto rules = plugins::allowed_egress((*code)->hosts(), wanted.fields);
    if (!rules) return std::unexpected(rules.error());
    const auto own = make_services(wanted, std::move(*rules));
    plugins::instance_context context;
    context.loop = loop_;
    context.watch = &watch_;
    context.services = {.http = &own->requests,
                        .oauth = &own->tokens,
                        .grant = &own->tokens,
                        .secrets = &own->secret_values,
                        .store = own->dictionary.get(),
                        .vault = &own->safe,
                        .files = &own->documents,
                        .mail = &own->letters,
                        .clock = &clock_,
                        .log = &log_,
                        .routes = &own->addresses,
                        .text = &text_,
                        .ids = &ids_,
                        .peer_clock = &own->requests.its_clock(),
                        .owner = own};
    auto made = plugins::create_instance(*code, wanted.name, wanted.fields, std::move(context));
    if (!made) return std::unexpected(made.error());
    return std::shared_ptr<plugins::instance>(std::move(*made));
}

std::shared_ptr<instance_factory::own_services> instance_factory::make_services(
    const instance_configuration& wanted, net::egress_rules rules) {
    const auto code = plugins_.find(wanted.plugin);
    auto made = std::make_unique<own_services>(*this, wanted, std::move(rules),
                                               paths_of(**code, wanted.fields),
                                               texts_of(**code, wanted.fields));
    // The last token refresh may still be under way when the instance goes.
    return {made.release(), [this](own_services* gone) {
                retiring_.spawn("retire", retire(std::unique_ptr<own_services>(gone)));
            }};
}

task<void> instance_factory::retire(std::unique_ptr<own_services> gone) {
    co_await gone->tokens.stop();
}

task<void> instance_factory::close() {
    client_->close();
    co_await retiring_.join();
}

}  // namespace earshot::app
