#include "net/signature_check.hpp"

#include "catch.hpp"

using namespace earshot;
using earshot::tests::contains;
using net::check_signature;

namespace {

const timestamp today{std::chrono::seconds{1'614'265'330}};

const signature_scheme x_scheme{.header = "x-twitter-webhooks-signature", .prefix = "sha256="};
const std::string x_secret = "TestConsumerSecret";
const std::string x_body = R"({"for_user_id":"4337869213"})";
const std::string x_signature = "sha256=rx2fndG25iCEB/NNTYyd4z37VSjzE9H2/VgNLir4BbU=";

const signature_scheme standard_scheme{.text = signed_text::id_timestamp_body,
                                       .header = "webhook-signature",
                                       .prefix = "v1,",
                                       .id_header = "webhook-id",
                                       .timestamp_header = "webhook-timestamp",
                                       .secret_prefix = "whsec_"};
const std::string standard_secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string standard_body = R"({"test": 2432232314})";
const std::string standard_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

net::header_list standard_headers(std::string signature = standard_signature) {
    return {{"webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
            {"webhook-timestamp", "1614265330"},
            {"webhook-signature", std::move(signature)}};
}

result<void> check_standard(const net::header_list& headers, timestamp now = today) {
    return check_signature(standard_scheme, headers, standard_body, standard_secret, now);
}

std::string code_of(const result<void>& outcome) { return outcome ? "fine" : outcome.error().code; }

}  // namespace

TEST_CASE("signature: X's vector is accepted, anything else is not") {
    const net::header_list headers{{x_scheme.header, x_signature}};
    CHECK(check_signature(x_scheme, headers, x_body, x_secret, today).has_value());
    CHECK(code_of(check_signature(x_scheme, headers, x_body + " ", x_secret, today)) ==
          "signature.mismatch");
    CHECK(code_of(check_signature(x_scheme, headers, x_body, "other", today)) ==
          "signature.mismatch");
    CHECK(code_of(check_signature(x_scheme, {}, x_body, x_secret, today)) == "signature.missing");
    CHECK(code_of(check_signature(x_scheme, {{x_scheme.header, ""}}, x_body, x_secret, today)) ==
          "signature.missing");
}

TEST_CASE("signature: the vector of Standard Webhooks is accepted") {
    CHECK(check_standard(standard_headers()).has_value());
}

TEST_CASE("signature: one good signature among several is enough, other versions are passed over") {
    const std::string old_key = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    CHECK(check_standard(standard_headers("v1a,xx= " + old_key + " " + standard_signature))
              .has_value());
    CHECK(code_of(check_standard(standard_headers(old_key + " v2," + standard_signature))) ==
          "signature.mismatch");
    CHECK(code_of(check_standard(standard_headers("v1, v1,not-base64 " + old_key))) ==
          "signature.mismatch");
}

TEST_CASE("signature: a list without end is not read to its end") {
    std::string many;
    for (int i = 0; i < 20; ++i) many += "v1,AAAA ";
    CHECK(code_of(check_standard(standard_headers(many + standard_signature))) ==
          "signature.mismatch");
}

TEST_CASE("signature: a request from too long ago or too far ahead is refused") {
    const duration tolerance = standard_scheme.tolerance;
    CHECK(check_standard(standard_headers(), today + tolerance).has_value());
    CHECK(check_standard(standard_headers(), today - tolerance).has_value());
    for (const duration off : {tolerance + duration{1}, -tolerance - duration{1}}) {
        const auto late = check_standard(standard_headers(), today + off);
        REQUIRE_FALSE(late.has_value());
        CHECK(late.error().kind == error_kind::unauthorized);
        CHECK(late.error().code == "signature.expired");
        CHECK_THAT(late.error().detail, contains("2021-02-25T15:02:10.000Z"));
    }
}

TEST_CASE("signature: a missing id or a timestamp that is none is told apart from a wrong key") {
    for (const std::size_t missing : {0U, 1U, 2U}) {
        net::header_list headers = standard_headers();
        headers.erase(headers.begin() + static_cast<std::ptrdiff_t>(missing));
        CHECK(code_of(check_standard(headers)) == "signature.missing");
    }
    for (const std::string stamp : {"yesterday", "16142653300000000000000", "-1", "1614265330 "}) {
        net::header_list headers = standard_headers();
        headers[1].second = stamp;
        const auto bad = check_standard(headers);
        REQUIRE_FALSE(bad.has_value());
        CHECK(bad.error().kind == error_kind::invalid);
        CHECK(bad.error().code == "signature.timestamp");
    }
    net::header_list dotted = standard_headers();
    dotted[0].second = "msg.1614265330";
    CHECK(code_of(check_standard(dotted)) == "signature.id");
}

TEST_CASE("signature: hexadecimal and SHA-1, as Meta's older webhooks have them") {
    const std::string body = "what is signed";
    const signature_scheme scheme{.algorithm = hash::sha1,
                                  .encoding = signature_encoding::hex,
                                  .header = "x-hub-signature",
                                  .prefix = "sha1="};
    const std::string good = "sha1=" + to_hex(hmac(hash::sha1, "key", body));
    CHECK(check_signature(scheme, {{"x-hub-signature", good}}, body, "key", today).has_value());
    CHECK(code_of(check_signature(scheme, {{"x-hub-signature", good + "00"}}, body, "key",
                                  today)) == "signature.mismatch");
}

TEST_CASE("signature: a timestamp before the body, as a date") {
    const signature_scheme scheme{.text = signed_text::timestamp_body,
                                  .header = "x-zendesk-webhook-signature",
                                  .timestamp_header = "x-zendesk-webhook-signature-timestamp"};
    const std::string stamp = "2021-02-25T15:02:10Z";
    const net::header_list headers{
        {scheme.timestamp_header, stamp},
        {scheme.header, to_base64(hmac(hash::sha256, "key", stamp + "body"))}};
    CHECK(check_signature(scheme, headers, "body", "key", today).has_value());
}

TEST_CASE("signature: without a usable secret or scheme nothing is let in") {
    CHECK(code_of(check_signature(x_scheme, {{x_scheme.header, x_signature}}, x_body, "", today)) ==
          "signature.secret");
    for (const std::string secret : {"whsec_", "whsec_%%%%", "", "whsec_abc"})
        CHECK(code_of(check_signature(standard_scheme, standard_headers(), standard_body, secret,
                                      today)) == "signature.secret");
    CHECK(code_of(check_signature({}, {{"", "x"}}, "", "key", today)) == "signature.scheme");
    signature_scheme no_stamp = standard_scheme;
    no_stamp.timestamp_header.clear();
    CHECK(code_of(check_signature(no_stamp, standard_headers(), standard_body, standard_secret,
                                  today)) == "signature.scheme");
}

TEST_CASE("signature: an error repeats neither the secret nor a signature") {
    const auto wrong =
        check_signature(standard_scheme, standard_headers(), "other body", standard_secret, today);
    REQUIRE_FALSE(wrong.has_value());
    CHECK_THAT(wrong.error().detail, !contains("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    CHECK_THAT(wrong.error().detail, !contains("g0hM9SsE"));
}
