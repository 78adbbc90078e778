#include "plugins/settings_judge.hpp"

#include <boost/asio/io_context.hpp>

#include "plugins/egress.hpp"
#include "plugins/in_process_instance.hpp"
#include "plugins/quiet_services.hpp"

namespace earshot::plugins {

namespace {

using problems = std::vector<settings_problem>;

// `base_url` of `{base_url}`; empty for a host that stands in the descriptor.
std::string field_of(std::string_view host) {
    return host.starts_with('{') ? std::string(host.substr(1, host.size() - 2)) : std::string();
}

problems judge_hosts(const library& code, const settings& values) {
    problems found;
    for (const char* const& host : code.hosts())
        if (const auto allowed = allowed_egress({&host, 1}, values); !allowed)
            found.push_back({field_of(host), allowed.error().detail});
    return found;
}

}  // namespace

std::vector<settings_problem> judge_settings(const std::shared_ptr<const library>& code,
                                             const std::string& instance, const settings& values,
                                             const std::string& public_url) {
    problems found = judge_hosts(*code, values);
    quiet_services services(hook_routes(public_url, instance));
    loop_watch watch(services.log());
    boost::asio::io_context loop;
    instance_context context{loop.get_executor()};
    context.services = services.all();
    context.watch = &watch;
    context.refused = &found;
    const auto made = create_instance(code, instance, values, std::move(context));
    return found;
}

}  // namespace earshot::plugins
