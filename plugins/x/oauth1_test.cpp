#include "x/oauth1.hpp"

#include "catch.hpp"

namespace earshot::x {
namespace {

// The credentials, nonce and time of X's published example.
const oauth1_keys keys{"xvz1evFS4wEEPTGEFPHBog", "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
                       "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
                       "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"};
const oauth1_moment moment{"kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg", 1'318'622'958};
const parameters status{{"status", "Hello Ladies + Gentlemen, a signed OAuth request!"}};

TEST_CASE("oauth1: the published signatures come out, for each host that X has had") {
    const std::string path = "/statuses/update.json?include_entities=true";
    CHECK(oauth1_signature(keys, moment, "POST", "https://api.x.com/1.1" + path, status) ==
          "Ls93hJiZbQ3akF3HF3x1Bz8/zU4=");
    CHECK(oauth1_signature(keys, moment, "POST", "https://api.twitter.com/1.1" + path, status) ==
          "hCtSmYh+iHYCEqBWrE7C7hYmtUk=");
    CHECK(oauth1_signature(keys, moment, "POST", "https://api.twitter.com/1" + path, status) ==
          "tnnArxj06cWHq44gCs1OSKk/jLY=");
}

TEST_CASE("oauth1: a JSON body is not signed") {
    CHECK(oauth1_signature(keys, moment, "POST", "https://api.x.com/2/tweets", {}) ==
          "lr+tV/DKclEvXKVjG6tgaSSLV0k=");
}

TEST_CASE("oauth1: parameters of the query are signed decoded, in whatever order they stand") {
    const std::string url = "https://api.x.com/2/tweets/search/recent?";
    CHECK(oauth1_signature(keys, moment, "GET", url + "query=klm%20-is%3Aretweet&max_results=10",
                           {}) == oauth1_signature(keys, moment, "GET",
                                                   url + "max_results=10&query=klm%20%2Dis:retweet",
                                                   {}));
    CHECK(oauth1_signature(keys, moment, "GET", url + "a=1", {}) !=
          oauth1_signature(keys, moment, "GET", url + "a=2", {}));
}

TEST_CASE("oauth1: the header has every parameter, sorted, encoded and quoted") {
    const std::string header =
        oauth1_header(keys, moment, "POST", "https://api.x.com/2/tweets", {});
    CHECK(header ==
          "OAuth oauth_consumer_key=\"xvz1evFS4wEEPTGEFPHBog\", "
          "oauth_nonce=\"kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg\", "
          "oauth_signature=\"lr%2BtV%2FDKclEvXKVjG6tgaSSLV0k%3D\", "
          "oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"1318622958\", "
          "oauth_token=\"370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb\", "
          "oauth_version=\"1.0\"");
}

TEST_CASE("oauth1: a query is read as it was written, broken escapes and all") {
    CHECK(read_query("a=1&b=%20x&c&=d&&e=%zz%4") ==
          parameters{{"a", "1"}, {"b", " x"}, {"c", ""}, {"", "d"}, {"e", "%zz%4"}});
    CHECK(read_query("").empty());
}

}  // namespace
}  // namespace earshot::x
