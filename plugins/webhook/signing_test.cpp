#include "webhook/signing.hpp"

#include "catch.hpp"
#include "earshot/signature.hpp"

namespace earshot::webhook {

TEST_CASE("webhook signing: the published vector of Standard Webhooks") {
    const auto key = key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    REQUIRE(key);
    CHECK(signature({*key}, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330",
                    R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("webhook signing: while a secret changes both sign") {
    const std::string fresh(24, 'n');
    const std::string old(24, 'o');
    const std::string both = signature({fresh, old}, "id", "1", "body");
    CHECK(both ==
          signature({fresh}, "id", "1", "body") + " " + signature({old}, "id", "1", "body"));
}

TEST_CASE("webhook signing: a secret that is none is refused and not repeated") {
    const std::string short_key = "whsec_" + to_base64(std::string(23, 'k'));
    const std::string long_key = "whsec_" + to_base64(std::string(65, 'k'));
    for (const std::string& bad :
         {std::string(), std::string("whsec_"), std::string("whs"), short_key, long_key,
          std::string("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}) {
        const auto key = key_of(bad);
        REQUIRE_FALSE(key);
        CHECK(key.error().kind == error_kind::unauthorized);
        CHECK((bad.size() < 7 || !key.error().detail.contains(bad)));
    }
    CHECK(key_of("whsec_" + to_base64(std::string(64, 'k'))));
}

TEST_CASE("webhook signing: an id has no dot, and is the same for the same delivery") {
    CHECK(id_of("018f3c-7:sink/1") == "018f3c-7:sink/1");
    for (const std::string& key : {std::string("a.b"), std::string("a b"), std::string(),
                                   std::string("é"), std::string(129, 'k')}) {
        CHECK(id_of(key).starts_with("msg_"));
        CHECK_FALSE(id_of(key).contains('.'));
        CHECK(id_of(key) == id_of(key));
    }
    CHECK(id_of("a.b") != id_of("a.c"));
}

TEST_CASE("webhook signing: the time is in whole seconds") {
    CHECK(seconds(*parse_rfc3339("2021-02-25T15:02:10.999Z")) == "1614265330");
}

}  // namespace earshot::webhook
