#include "catch.hpp"
#include "earshot/signature.hpp"
#include "twins/x/asking.hpp"
#include "twins/x/oauth1.hpp"

namespace earshot::twins::x {

TEST_CASE("tokens: a refresh token works once, and using it again ends the family") {
    asking x;
    const auto first = x.json(x.refresh(credentials().refresh_token));
    const std::string second(first.at("refresh_token").as_string());
    x.authorization = "Bearer " + std::string(first.at("access_token").as_string());
    CHECK(x.get("/2/users/me").response.status == 200);
    const auto again = x.refresh(credentials().refresh_token);
    CHECK(again.response.status == 400);
    CHECK(x.json(again).at("error") == "invalid_request");
    CHECK(x.get("/2/users/me").response.status == 401);
    CHECK(x.refresh(second).response.status == 400);
}

TEST_CASE("tokens: an access token lasts two hours") {
    asking x;
    x.sign_in();
    x.clock.advance(std::chrono::minutes{119});
    CHECK(x.get("/2/users/me").response.status == 200);
    x.clock.advance(std::chrono::minutes{1});
    const auto out = x.get("/2/users/me");
    CHECK(out.response.status == 401);
    CHECK(x.json(out).at("title") == "Unauthorized");
}

TEST_CASE("tokens: an unknown refresh token ends nothing") {
    asking x;
    x.sign_in();
    CHECK(x.refresh("guessed").response.status == 400);
    CHECK(x.get("/2/users/me").response.status == 200);
}

TEST_CASE("tokens: a confidential client must say its secret") {
    platform_options options;
    options.known.client_secret = "quiet";
    asking x(options);
    CHECK(x.refresh(credentials().refresh_token).response.status == 401);
    x.authorization = "Basic " + to_base64("demo:quiet");
    CHECK(x.refresh(credentials().refresh_token).response.status == 200);
}

TEST_CASE("tokens: the application's token, for key and secret") {
    asking x;
    x.authorization = "Basic " + to_base64("twin-consumer-key:twin-consumer-secret");
    const auto out = x.ask("POST", "/oauth2/token", {}, "grant_type=client_credentials");
    CHECK(text(x.json(out).at("access_token")) == credentials().bearer);
    x.authorization = "Basic " + to_base64("twin-consumer-key:wrong");
    CHECK(x.ask("POST", "/oauth2/token", {}, {}).response.status == 403);
}

TEST_CASE("tokens: posting needs a user, registering webhooks the application") {
    asking x;
    CHECK(x.post("/2/tweets", {{"text", "a"}}).response.status == 403);
    CHECK(x.get("/2/webhooks").response.status == 200);
    x.sign_in();
    CHECK(x.get("/2/webhooks").response.status == 403);
    x.authorization = "";
    CHECK(x.get("/2/webhooks").response.status == 401);
}

TEST_CASE("OAuth 1.0a: the signature covers method, address and query") {
    credentials known;
    known.consumer_key = "xvz1evFS4wEEPTGEFPHBog";
    known.consumer_secret = "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw";
    known.oauth1_token = "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb";
    known.oauth1_secret = "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE";
    const std::string base =
        "GET&http%3A%2F%2F127.0.0.1%3A1%2F2%2Fusers%2Fme&oauth_consumer_key%"
        "3Dxvz1evFS4wEEPTGEFPHBog"
        "%26oauth_nonce%3Dn%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D1318622958"
        "%26oauth_token%3D370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb%26oauth_version%3D1.0"
        "%26user.fields%3Dname";
    const std::string key = known.consumer_secret + "&" + known.oauth1_secret;
    net::server_request request;
    request.method = "GET";
    request.path = "/2/users/me";
    request.query = "user.fields=name";
    request.headers = {
        {"host", "127.0.0.1:1"},
        {"authorization",
         "OAuth oauth_consumer_key=\"" + known.consumer_key + "\", oauth_nonce=\"n\", " +
             "oauth_signature=\"" + percent_encode(to_base64(hmac(hash::sha1, key, base))) +
             "\", oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"1318622958\", " +
             "oauth_token=\"" + known.oauth1_token + "\", oauth_version=\"1.0\""}};
    CHECK(signed_by(request, known));
    request.query = "user.fields=id";
    CHECK_FALSE(signed_by(request, known));
}

}  // namespace earshot::twins::x
