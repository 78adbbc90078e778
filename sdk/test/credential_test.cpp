#include "catch.hpp"
#include "earshot/connector.hpp"

using namespace earshot;

TEST_CASE("credential: a refused call tells its state, with the remedy for a person") {
    const auto expired = credential_after({error_kind::unauthorized, "acme.unauthorized", "renew"});
    REQUIRE(expired);
    CHECK(expired->state == credential_state::expired);
    CHECK(expired->detail == "renew");
    const auto missing = credential_after({error_kind::permanent, "secret.unreadable", "no file"});
    REQUIRE(missing);
    CHECK(missing->state == credential_state::missing);
    CHECK(missing->detail == "no file");
    const auto lacking = credential_after({error_kind::scope_missing, "acme.forbidden", "a role"});
    REQUIRE(lacking);
    CHECK(lacking->state == credential_state::scope_missing);
}

TEST_CASE("credential: a call that failed otherwise tells nothing of it") {
    for (const error_kind kind : {error_kind::transient, error_kind::throttled, error_kind::gone}) {
        const auto told = credential_after({kind, "acme.unavailable", "later"});
        REQUIRE_FALSE(told);
        CHECK(told.error().kind == kind);
        CHECK(told.error().code == "acme.unavailable");
    }
}
