#include "net/url.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <boost/url/url_view.hpp>

#include "earshot/short_text.hpp"

namespace earshot::net {

namespace urls = boost::urls;

namespace {

constexpr std::size_t max_length = 16 << 10;

auto bad(const std::string& why) { return fail(error_kind::invalid, "http.url", why); }

template <class Text>
std::string_view standard(const Text& text) {
    return {text.data(), text.size()};
}

// `%61pi.x.com` and `api.x.com` would be the same host and different rules.
bool plain(std::string_view host) { return !host.empty() && !host.contains('%'); }

result<std::uint16_t> port_of(const urls::url_view& parts, bool tls) {
    if (!parts.has_port() || parts.port().empty()) return tls ? 443 : 80;
    const std::uint16_t port = parts.port_number();
    if (port == 0) return bad("the port of this address is not between 1 and 65535");
    return port;
}

std::string host_of(const urls::url_view& parts) {
    std::string host = lower_ascii(standard(parts.encoded_host()));
    if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
    return host;
}

result<url> taken_apart(const urls::url_view& parts) {
    const std::string scheme = lower_ascii(standard(parts.scheme()));
    if (scheme != "https" && scheme != "http") return bad("this address is not http or https");
    if (parts.has_userinfo()) return bad("an address must not carry a user name or password");
    url out;
    out.at.tls = scheme == "https";
    out.at.host = host_of(parts);
    if (!plain(out.at.host) || parts.host_type() == urls::host_type::ipvfuture)
        return bad("this address has no plain host name");
    const result<std::uint16_t> port = port_of(parts, out.at.tls);
    if (!port) return std::unexpected(port.error());
    out.at.port = *port;
    out.target = standard(parts.encoded_path());
    if (out.target.empty()) out.target = "/";
    // Boost.URL 1.81 takes `https://host:path` for an address with an empty port.
    if (!out.target.starts_with('/')) return bad("this address has no port after its colon");
    if (parts.has_query()) out.target.append("?").append(standard(parts.encoded_query()));
    return out;
}

}  // namespace

std::string host_header(const origin& where) {
    const bool v6 = where.host.contains(':');
    std::string text = v6 ? "[" + where.host + "]" : where.host;
    if (where.port != (where.tls ? 443 : 80)) text.append(":").append(std::to_string(where.port));
    return text;
}

std::string to_string(const origin& where) {
    return (where.tls ? "https://" : "http://") + host_header(where);
}

result<url> parse_url(std::string_view text) {
    if (text.size() > max_length) return bad("an address of more than 16 KiB");
    const auto parts = urls::parse_uri({text.data(), text.size()});
    if (!parts) return bad("not an absolute address such as https://host/path");
    return taken_apart(*parts);
}

result<url> resolve_url(const url& base, std::string_view reference) {
    if (reference.size() > max_length) return bad("an address of more than 16 KiB");
    const std::string absolute = to_string(base.at) + base.target;
    const auto from = urls::parse_uri(absolute);
    const auto to = urls::parse_uri_reference({reference.data(), reference.size()});
    if (!from || !to) return bad("a redirect to something that is not an address");
    urls::url joined;
    if (!urls::resolve(*from, *to, joined)) return bad("a redirect that leads nowhere");
    return taken_apart(joined);
}

}  // namespace earshot::net
