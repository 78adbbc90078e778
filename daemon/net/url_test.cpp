#include "net/url.hpp"

#include "catch.hpp"
#include "net/http_client.hpp"

using namespace earshot;
using earshot::tests::contains;
using net::parse_url;

TEST_CASE("url: an address is taken apart into where to connect and what to ask for") {
    const auto full = parse_url("HTTPS://API.x.com:8443/2/tweets?a=b%20c#top");
    REQUIRE(full.has_value());
    CHECK(full->at == net::origin{true, "api.x.com", 8443});
    CHECK(full->target == "/2/tweets?a=b%20c");
    CHECK(to_string(full->at) == "https://api.x.com:8443");

    const auto bare = parse_url("http://localhost");
    REQUIRE(bare.has_value());
    CHECK(bare->at == net::origin{false, "localhost", 80});
    CHECK(bare->target == "/");
    CHECK(to_string(bare->at) == "http://localhost");

    const auto v6 = parse_url("http://[::1]:8080/?q");
    REQUIRE(v6.has_value());
    CHECK(v6->at == net::origin{false, "::1", 8080});
    CHECK(v6->target == "/?q");
    CHECK(net::host_header(v6->at) == "[::1]:8080");
}

TEST_CASE("url: what is not a plain http or https address is refused without repeating it") {
    for (const std::string bad :
         {"", "api.x.com/secret", "/secret", "ftp://a/secret", "https:///secret", "https://",
          "https://u:secret@api.x.com/", "https://%61pi.x.com/", "https://api.x.com:0/",
          "https://api.x.com:65536/", "https://api.x.com:99999999999/", "https://a b/",
          "https://a:secret", "https://a:secret/x", "https://[v7.ab]/", "https://a/\r\nhost: b",
          "https://k\xc3\xb6ln.example/", "javascript:secret"}) {
        CAPTURE(bad);
        const auto refused = parse_url(bad);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == error_kind::invalid);
        CHECK(refused.error().code == "http.url");
        CHECK_THAT(refused.error().detail, !contains("secret"));
    }
    CHECK_FALSE(parse_url("https://a/" + std::string(20'000, 'x')).has_value());
}

TEST_CASE("url: a reference is resolved against where it was found") {
    const net::url base = *parse_url("https://a.example/b/c?d");
    CHECK(resolve_url(base, "../x?y")->target == "/x?y");
    CHECK(resolve_url(base, "?z")->target == "/b/c?z");
    CHECK(resolve_url(base, "//b.example/")->at.host == "b.example");
    CHECK(resolve_url(base, "http://c.example:81/k")->at == net::origin{false, "c.example", 81});
    CHECK_FALSE(resolve_url(base, "gopher://c.example/").has_value());
    CHECK_FALSE(resolve_url(base, "https://%%/").has_value());
}

TEST_CASE("egress: only the origins named may be reached, in whatever way they are written") {
    const net::egress_rules rules{{"https://api.x.com", "HTTP://127.0.0.1:8080/", "nonsense"}};
    CHECK(rules.check("https://api.x.com/2/tweets").has_value());
    CHECK(rules.check("https://API.X.COM:443/").has_value());
    CHECK(rules.check("http://127.0.0.1:8080/in?x").has_value());
    for (const std::string other :
         {"http://api.x.com/", "https://api.x.com:444/", "https://api.x.com.evil.example/",
          "https://evil.example/api.x.com", "https://xapi.x.com/", "https://api.x.com./",
          "http://127.0.0.1/", "https://127.0.0.1:8080/", "http://localhost:8080/"}) {
        CAPTURE(other);
        const auto refused = rules.check(other);
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == error_kind::permanent);
        CHECK(refused.error().code == "http.not_allowed");
    }
    CHECK(rules.check("https://u@api.x.com/").error().code == "http.url");
    CHECK_FALSE(net::egress_rules{}.check("https://api.x.com/").has_value());
}
