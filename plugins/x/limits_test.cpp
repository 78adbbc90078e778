// Whom X counts a request against.
#include "catch.hpp"
#include "earshot/signature.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "x/account.hpp"
#include "x/authorization.hpp"

namespace earshot::x {
namespace {

using testkit::run;

http_request signed_for(testkit::values more, access need) {
    testkit::values given{{"user_id", "4337869213"}, {"handle", "flyblauw"}};
    given.merge(more);
    testkit::fake_host host(testkit::configured(account_fields, std::move(given)), "blauw");
    for (const char* field :
         {"bearer_token", "consumer_key", "consumer_secret", "access_token", "access_token_secret"})
        host.secrets.set(field, std::string(field) + "-value");
    const account to = read_account(host);
    authorization by(to, host);
    http_request request("GET", "https://api.x.com/2/tweets");
    return run(by.sign(std::move(request), need)).value();
}

const testkit::values both{{"client_id", "client"},
                           {"refresh_token", "credential:x-refresh"},
                           {"bearer_token", "credential:x-bearer"}};
const testkit::values oauth1{{"auth", "oauth1"},
                             {"consumer_key", "file:/key"},
                             {"consumer_secret", "file:/secret"},
                             {"access_token", "file:/token"},
                             {"access_token_secret", "file:/token-secret"}};

}  // namespace

TEST_CASE("PAIN-34: x: what is read with the application's token counts for all its accounts") {
    const http_request asked = signed_for(both, access::read);
    CHECK(asked.shared_by == fingerprint("bearer_token-value"));
    CHECK(asked.application.empty());
}

TEST_CASE("PAIN-34: x: what a user sends counts for the user, and for the application by name") {
    const http_request by_token = signed_for(both, access::write);
    CHECK(by_token.shared_by.empty());
    CHECK(by_token.application == "client");
    const http_request by_signature = signed_for(oauth1, access::write);
    CHECK(by_signature.shared_by.empty());
    CHECK(by_signature.application == fingerprint("consumer_key-value"));
}

}  // namespace earshot::x
