#include "net/http_client.hpp"
#include "net/url.hpp"

namespace earshot::net {

result<void> egress_rules::check(const std::string& address) const {
    const result<url> wanted = parse_url(address);
    if (!wanted) return std::unexpected(wanted.error());
    const std::string where = to_string(wanted->at);
    for (const std::string& rule : origins)
        if (rule == where) return {};
    for (const std::string& rule : origins)  // `HTTPS://Api.x.com:443/` is the same origin
        if (const result<url> allowed = parse_url(rule); allowed && allowed->at == wanted->at)
            return {};
    return fail(error_kind::permanent, "http.not_allowed",
                where + " is not among the hosts that this plugin instance may reach");
}

}  // namespace earshot::net
