#include "plugins/egress.hpp"

#include "catch.hpp"

using namespace earshot;
using plugins::origin_of;

namespace {

constexpr const char* hosts[] = {"api.example.com", "http://127.0.0.1:8080/", "{base_url}"};

settings with_base(const std::string& url) { return settings({{"base_url", url}}); }

}  // namespace

TEST_CASE("egress: an origin is scheme, host and unusual port, in lower case") {
    CHECK(origin_of("https://api.x.com/2/tweets?x=1").value() == "https://api.x.com");
    CHECK(origin_of("HTTPS://API.X.com:443").value() == "https://api.x.com");
    CHECK(origin_of("http://127.0.0.1:80/").value() == "http://127.0.0.1");
    CHECK(origin_of("http://[::1]:8080?q").value() == "http://[::1]:8080");
    CHECK(origin_of("https://host:80#top").value() == "https://host:80");
}

TEST_CASE("egress: what is no address, or hides another host behind a user name, is refused") {
    for (const char* bad :
         {"", "api.x.com", "ftp://x.com", "https://", "https:///path",
          "https://x.com@evil.example/", "https://x.com\\@evil.example", "https://a b/"})
        CHECK(origin_of(bad).error().code == "plugin.egress");
}

TEST_CASE("egress: fixed hosts and those of the configuration together") {
    const auto rules = plugins::allowed_egress(hosts, with_base("https://Desk.example:8443/api"));
    REQUIRE(rules);
    CHECK(rules->origins == std::vector<std::string>{"https://api.example.com",
                                                     "http://127.0.0.1:8080",
                                                     "https://desk.example:8443"});
}

TEST_CASE("egress: a field that was not given opens nothing, one that is wrong is an error") {
    CHECK(plugins::allowed_egress(hosts, {})->origins.size() == 2);
    CHECK(to_string(plugins::allowed_egress(hosts, with_base("desk.example")).error()) ==
          "plugin.egress: 'desk.example' is not an absolute http or https address without a user "
          "name");
}

TEST_CASE("egress: a list of hosts opens each of them, and an empty one none") {
    constexpr const char* from[] = {"{media_from}"};
    const auto opened = [&](std::vector<std::string> named) {
        return plugins::allowed_egress(from, settings({{"media_from", std::move(named)}}));
    };
    CHECK(opened({"cdn.example.com", "http://127.0.0.1:8080/pictures"})->origins ==
          std::vector<std::string>{"https://cdn.example.com", "http://127.0.0.1:8080"});
    CHECK(opened({})->origins.empty());
    CHECK(plugins::allowed_egress(from, {})->origins.empty());
    CHECK(
        to_string(opened({"cdn.example.com", "no host"}).error()) ==
        "plugin.egress: 'media_from': 'https://no host' is not an absolute address; write http:// "
        "or https://, a host and a path");
    CHECK(opened({"ftp://cdn.example.com"}).error().code == "plugin.egress");
    CHECK(opened({""}).error().code == "plugin.egress");
}
