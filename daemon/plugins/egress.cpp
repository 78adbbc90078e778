#include "plugins/egress.hpp"

#include "base/config_values.hpp"
#include "earshot/short_text.hpp"

namespace earshot::plugins {

namespace {

std::string without_usual_port(std::string origin) {
    const bool secure = origin.starts_with("https:");
    const std::string_view usual = secure ? ":443" : ":80";
    if (origin.ends_with(usual)) origin.resize(origin.size() - usual.size());
    return origin;
}

std::string as_address(std::string_view host) {
    return host.contains("://") ? std::string(host) : "https://" + std::string(host);
}

// The entries of a list are texts to the field table: here they are looked at as urls are there.
result<std::vector<std::string>> listed_addresses(std::string_view name, const settings& values) {
    static constexpr field entry{"", field_type::url, presence::required, nullptr, nullptr, ""};
    std::vector<std::string> out;
    for (const std::string& one : values.list(name)) {
        out.push_back(as_address(one));
        if (const auto sound = base::read_value(entry, out.back()); !sound)
            return fail(error_kind::invalid, "plugin.egress",
                        "'" + std::string(name) + "': " + sound.error());
    }
    return out;
}

// What a line of the descriptor stands for: itself, or the field that it names.
result<std::vector<std::string>> addresses_of(std::string_view host, const settings& values) {
    if (!host.starts_with('{')) return std::vector{as_address(host)};
    const std::string_view name = host.substr(1, host.size() - 2);
    if (!values.has(name)) return std::vector<std::string>();
    if (values.is_list(name)) return listed_addresses(name, values);
    return std::vector{values.text(name)};
}

}  // namespace

result<std::string> origin_of(std::string_view url) {
    const std::size_t colon = url.find("://");
    const std::string scheme = lower_ascii(url.substr(0, colon));
    std::string_view host = colon == url.npos ? std::string_view() : url.substr(colon + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    const bool sound = (scheme == "https" || scheme == "http") && !host.empty() &&
                       host.find_first_of("@\\ \t\r\n") == host.npos;
    if (!sound)
        return fail(error_kind::invalid, "plugin.egress",
                    "'" + std::string(url.substr(0, 80)) +
                        "' is not an absolute http or https address without a user name");
    return without_usual_port(scheme + "://" + lower_ascii(host));
}

result<net::egress_rules> allowed_egress(std::span<const char* const> hosts,
                                         const settings& values) {
    net::egress_rules rules;
    for (const std::string_view host : hosts) {
        const auto addresses = addresses_of(host, values);
        if (!addresses) return std::unexpected(addresses.error());
        for (const std::string& address : *addresses) {
            auto origin = origin_of(address);
            if (!origin) return std::unexpected(origin.error());
            rules.origins.push_back(std::move(*origin));
        }
    }
    return rules;
}

}  // namespace earshot::plugins
