#include "nats/credentials.hpp"

#include "catch.hpp"

namespace earshot::nats {

namespace {

const std::string file = R"(-----BEGIN NATS USER JWT-----
eyJ0eXAiOiJKV1QifQ.e30.c2ln
------END NATS USER JWT------

************************* IMPORTANT *************************
NKEY Seed printed below can be used to sign and prove identity.

-----BEGIN USER NKEY SEED-----
SUAOTESTTESTTEST
------END USER NKEY SEED------

*************************************************************
)";

}  // namespace

TEST_CASE("nats credentials: token and seed are read as nsc writes them") {
    const auto found = read_credentials(file);
    REQUIRE(found);
    CHECK(found->token == "eyJ0eXAiOiJKV1QifQ.e30.c2ln");
    CHECK(found->seed == "SUAOTESTTESTTEST");
    std::string windows;
    for (const char c : file) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
    CHECK(read_credentials(windows)->seed == found->seed);
}

TEST_CASE("nats credentials: what is not a whole file is refused, and not repeated") {
    for (const std::string& text :
         {std::string(), std::string("SUAOTESTTESTTEST"), file.substr(0, 120),
          file.substr(file.find("-----BEGIN USER")),
          std::string("-----BEGIN NATS USER JWT-----\n-----BEGIN USER NKEY SEED-----\nSUA")}) {
        const auto found = read_credentials(text);
        REQUIRE_FALSE(found);
        CHECK(found.error().kind == error_kind::unauthorized);
        CHECK_FALSE(found.error().detail.contains("SUAOTEST"));
    }
}

}  // namespace earshot::nats
