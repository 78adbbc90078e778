#include "twins/x/oauth1.hpp"

#include <algorithm>

#include "earshot/signature.hpp"
#include "twins/parameters.hpp"
#include "twins/x/tokens.hpp"

namespace earshot::twins::x {

namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

// `OAuth a="b", c="d"`, decoded.
std::map<std::string, std::string> members(std::string_view authorization) {
    std::map<std::string, std::string> out;
    for (const std::string& part : split(authorization.substr(6), ',')) {
        const std::size_t begin = part.find_first_not_of(' ');
        const std::size_t equals = part.find('=');
        if (begin == part.npos || equals == part.npos || part.size() < equals + 3) continue;
        out[part.substr(begin, equals - begin)] =
            percent_decode(std::string_view(part).substr(equals + 2, part.size() - equals - 3));
    }
    return out;
}

void collect(std::string_view form, pairs& into) {
    for (const std::string& part : split(form, '&')) {
        const std::size_t equals = part.find('=');
        const std::string value = equals == part.npos ? "" : part.substr(equals + 1);
        into.emplace_back(percent_encode(percent_decode(part.substr(0, equals))),
                          percent_encode(percent_decode(value)));
    }
}

std::string base_string(const net::server_request& request,
                        const std::map<std::string, std::string>& given) {
    pairs all;
    collect(request.query, all);
    if (header(request, "content-type").starts_with("application/x-www-form-urlencoded"))
        collect(request.body, all);
    for (const auto& [name, value] : given)
        if (name != "oauth_signature" && name != "realm")
            all.emplace_back(percent_encode(name), percent_encode(value));
    std::ranges::sort(all);
    std::string joined;
    for (const auto& [name, value] : all)
        joined.append(joined.empty() ? "" : "&").append(name).append("=").append(value);
    const std::string address = "http://" + std::string(header(request, "host")) + request.path;
    return request.method + "&" + percent_encode(address) + "&" + percent_encode(joined);
}

}  // namespace

bool signed_by(const net::server_request& request, const credentials& known) {
    auto given = members(header(request, "authorization"));
    if (given["oauth_consumer_key"] != known.consumer_key) return false;
    if (given["oauth_token"] != known.oauth1_token) return false;
    if (given["oauth_signature_method"] != "HMAC-SHA1" || given["oauth_nonce"].empty())
        return false;
    const std::string key =
        percent_encode(known.consumer_secret) + "&" + percent_encode(known.oauth1_secret);
    return given["oauth_signature"] ==
           to_base64(hmac(hash::sha1, key, base_string(request, given)));
}

}  // namespace earshot::twins::x
