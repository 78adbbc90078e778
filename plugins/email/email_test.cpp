// Settings, the credential and the position in the mailbox.
#include "email/email.hpp"

#include "catch.hpp"
#include "email/cursor.hpp"
#include "email/email_fixture.hpp"

namespace earshot::email {

using namespace tests;

TEST_CASE("email: a password that is refused is a state, a server that is down is not") {
    fixture f;
    CHECK(testkit::run(f.sink.examine())->state == credential_state::valid);
    f.host.mail.fail(error(error_kind::unauthorized, "mail.login", "refused"));
    CHECK(testkit::run(f.sink.examine())->state == credential_state::expired);
    f.host.mail.fail(error(error_kind::transient, "mail.connect", "down"));
    CHECK_FALSE(testkit::run(f.sink.examine()));
}

TEST_CASE("email: a configuration that cannot work is refused with the field's name") {
    CHECK_THROWS_WITH(fixture({{"from", "social"}}), Catch::Contains("from"));
    CHECK_THROWS_WITH(fixture({{"agents", std::vector<std::string>{}}}), Catch::Contains("agents"));
    fixture f;
    f.host.secrets.set("answer_secret", "short");
    poll_request request;
    const auto got = testkit::run(f.sink.poll(request));
    REQUIRE_FALSE(got);
    CHECK(got.error().code == "email.secret");
}

TEST_CASE("email: the cursor says what is still to be filed, and survives nonsense") {
    const cursor one{{7, 120}, {118, 120}};
    CHECK(to_text(one) == "7:120:118,120");
    CHECK(read_cursor(to_text(one)) == one);
    CHECK(read_cursor("7:120") == cursor{{7, 120}, {}});
    CHECK(read_cursor("") == cursor{});
    CHECK(read_cursor("nonsense:1") == cursor{});
}

}  // namespace earshot::email
