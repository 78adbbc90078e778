#include "email/own_ids.hpp"

#include <set>

#include "catch.hpp"

namespace earshot::email {

namespace {

const own_ids ids("0123456789abcdef", "brand.example", "care@brand.example");
const std::string at_uri =
    "bluesky/care/at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3l6oveex3ii2l";

}  // namespace

TEST_CASE("mail ids: the same message always has the same id, another one another") {
    CHECK(ids.of_message(at_uri) == ids.of_message(at_uri));
    std::set<std::string> all;
    for (const char* name :
         {"x/klm/1", "x/klm/1_", "x/kl/m1", "x/KLM/1", "X/klm/1", "x/klm/1.", "", "x_5s_klm_5s_1"})
        all.insert(ids.of_message(name));
    all.insert(ids.of_message("x/klm/1", "r2"));
    all.insert(ids.of_message("x/klm/1@r2"));
    CHECK(all.size() == 10);
}

TEST_CASE("mail ids: they say what they are about, whatever the name is made of") {
    for (const std::string& name :
         {at_uri, std::string("x/klm/1990"), std::string("m/a/ü @<>\"_"), std::string("a//..//")}) {
        INFO(name);
        CHECK(ids.message_of(ids.of_message(name)) == name);
        CHECK(ids.message_of(ids.of_message(name, "2")) == name);
    }
}

TEST_CASE("mail ids: any name makes an id that mail can carry") {
    for (const std::string& name :
         {at_uri, std::string(4'000, 'x'), std::string(4'000, '\xFF'), std::string("<>\r\n@")}) {
        const std::string id = ids.of_message(name);
        CHECK(id.size() <= 250);
        CHECK(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.@") == id.npos);
        CHECK_FALSE(id.contains(".."));
        CHECK_FALSE(id.contains(".@"));
    }
    CHECK(ids.message_of(ids.of_message(std::string(4'000, 'x'))) == "");
    CHECK(ids.message_of(ids.of_notice("k-1")) == "");
}

TEST_CASE("mail ids: nobody without the secret makes one") {
    const own_ids stranger("fedcba9876543210", "brand.example", "care@brand.example");
    const std::string forged = stranger.of_message("x/klm/1");
    CHECK(ids.looks_own(forged));
    CHECK_FALSE(ids.message_of(forged));
    std::string moved = ids.of_message("x/klm/1");
    moved.replace(moved.find("klm"), 3, "kln");
    CHECK_FALSE(ids.message_of(moved));
    CHECK_FALSE(ids.looks_own("es.x@elsewhere.example"));
    CHECK_FALSE(ids.message_of("es.@brand.example"));
    CHECK_FALSE(ids.message_of("es.x._.@brand.example"));
}

TEST_CASE("mail ids: servers that change the case of the domain are forgiven") {
    std::string id = ids.of_message("x/klm/1");
    id.replace(id.find("brand"), 5, "BRAND");
    CHECK(ids.message_of(id) == "x/klm/1");
}

TEST_CASE("case addresses: an address shows the case and the proof") {
    const std::string address = ids.address_of(at_uri);
    CHECK(address.starts_with("care+"));
    CHECK(address.find('@') <= 64);
    const auto read = ids.read_address("CARE" + address.substr(4));
    REQUIRE(read);
    CHECK(read->tag == own_ids::tag_of(at_uri));
    CHECK(ids.proves(*read, at_uri));
    CHECK_FALSE(ids.proves(*read, "x/klm/1"));
    CHECK_FALSE(ids.read_address("care@brand.example"));
    CHECK_FALSE(ids.read_address("care+x.y@brand.example"));
    CHECK_FALSE(ids.read_address(address + ".evil.example"));
}

}  // namespace earshot::email
