#include "x/authorization.hpp"

#include "earshot/signature.hpp"
#include "x/oauth1.hpp"

namespace earshot::x {

namespace {

constexpr std::string_view bearer = "Bearer ";

}  // namespace

authorization::authorization(const account& to, host& services)
    : account_(to),
      oauth_(use<oauth>(services)),
      secrets_(use<secrets>(services)),
      clock_(use<clock>(services)),
      ids_(use<ids>(services)) {}

auth_method authorization::method(access need) const {
    return need == access::read && account_.reads_as_app ? auth_method::app_only : account_.auth;
}

result<std::string> authorization::sign_oauth1(http_request& request) {
    oauth1_keys keys;
    for (const auto& [field, member] :
         {std::pair("consumer_key", &oauth1_keys::consumer_key),
          std::pair("consumer_secret", &oauth1_keys::consumer_secret),
          std::pair("access_token", &oauth1_keys::token),
          std::pair("access_token_secret", &oauth1_keys::token_secret)}) {
        auto value = secrets_.read(field);
        if (!value) return std::unexpected(value.error());
        keys.*member = std::move(*value);
    }
    request.from_application(fingerprint(keys.consumer_key));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(clock_.now());
    const oauth1_moment at{ids_.nonce(32), seconds.time_since_epoch().count()};
    return oauth1_header(keys, at, request.method, request.url, {});
}

task<result<http_request>> authorization::sign(http_request request, access need) {
    result<std::string> value;
    switch (method(need)) {
        case auth_method::oauth1: value = sign_oauth1(request); break;
        case auth_method::app_only:
            value = secrets_.read("bearer_token");
            if (!value) break;
            request.counted_for(fingerprint(*value));
            value = std::string(bearer) + *value;
            break;
        case auth_method::oauth2: {
            oauth_client client;
            client.token_url = account_.base_url + "/2/oauth2/token";
            client.client_id = account_.client_id;
            client.client_secret_field = account_.confidential ? "client_secret" : "";
            client.refresh_token_field = "refresh_token";
            request.from_application(account_.client_id);
            value = co_await oauth_.access_token(std::move(client));
            if (value) value = std::string(bearer) + *value;
            break;
        }
    }
    if (!value) co_return std::unexpected(value.error());
    request.header("authorization", std::move(*value));
    co_return request;
}

void authorization::refused(const http_request& request, access need) {
    if (method(need) != auth_method::oauth2) return;
    for (const auto& [name, value] : request.headers)
        if (name == "authorization" && value.starts_with(bearer))
            oauth_.reject(value.substr(bearer.size()));
}

}  // namespace earshot::x
