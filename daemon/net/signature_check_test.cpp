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

TEST_CASE("signature: a published vector of GitHub's form, as Redmine has it") {
    const signature_scheme scheme{.encoding = signature_encoding::hex,
                                  .header = "x-redmine-signature-256",
                                  .prefix = "sha256="};
    const net::header_list headers{
        {scheme.header, "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"}};
    const std::string secret = "It's a Secret to Everybody";
    CHECK(check_signature(scheme, headers, "Hello World!", secret, today).has_value());
    CHECK(code_of(check_signature(scheme, headers, "Hello World?", secret, today)) ==
          "signature.mismatch");
}

TEST_CASE("signature: Zammad's SHA-1 of the body") {
    const signature_scheme scheme{.algorithm = hash::sha1,
                                  .encoding = signature_encoding::hex,
                                  .header = "x-hub-signature",
                                  .prefix = "sha1="};
    const net::header_list headers{
        {scheme.header, "sha1=3b3bf3ba7dea316c96a9818b587ef3dfe6ccbf3d"}};
    const std::string body = R"({"ticket":{"id":1}})";
    CHECK(check_signature(scheme, headers, body, "zammad-secret", today).has_value());
    CHECK(code_of(check_signature(scheme, headers, body, "zammad-secreT", today)) ==
          "signature.mismatch");
}

namespace {

// A scheme with a timestamp, and one request that it accepts.
struct stamped {
    signature_scheme scheme;
    std::string secret;
    std::string stamp;
    std::string body;
    std::string signature;
    timestamp sent;
};

const stamped zendesk{.scheme = {.text = signed_text::timestamp_body,
                                 .header = "x-zendesk-webhook-signature",
                                 .timestamp_header = "x-zendesk-webhook-signature-timestamp"},
                      .secret = "dGhpc19zZWNyZXQ=",
                      .stamp = "2021-03-25T05:09:27Z",
                      .body = R"({"a":1})",
                      .signature = "7mNTuL67UB5aDBRmyeYM2rb+qJETY1pGKRV/ze8ykTo=",
                      .sent = parse_rfc3339("2021-03-25T05:09:27Z").value()};

const stamped chatwoot{
    .scheme = {.text = signed_text::timestamp_dot_body,
               .encoding = signature_encoding::hex,
               .header = "x-chatwoot-signature",
               .prefix = "sha256=",
               .timestamp_header = "x-chatwoot-timestamp"},
    .secret = "chatwoot-secret",
    .stamp = "1772351341",
    .body = R"({"event":"message_created"})",
    .signature = "sha256=b1e8cba5fe291b05c531d2b926d3be740efef9f989d129036332823c9addb158",
    .sent = timestamp(std::chrono::seconds(1'772'351'341))};

const stamped slack{
    .scheme = {.text = signed_text::v0_timestamp_body,
               .encoding = signature_encoding::hex,
               .header = "x-slack-signature",
               .prefix = "v0=",
               .timestamp_header = "x-slack-request-timestamp"},
    .secret = "8f742231b10e8888abcd99yyyzzz85a5",
    .stamp = "1531420618",
    .body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&"
        "channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&"
        "command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        "commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&"
        "trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    .signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
    .sent = timestamp(std::chrono::seconds(1'531'420'618))};

std::string outcome_of(const stamped& one, timestamp now) {
    const net::header_list headers{{one.scheme.timestamp_header, one.stamp},
                                   {one.scheme.header, one.signature}};
    return code_of(check_signature(one.scheme, headers, one.body, one.secret, now));
}

}  // namespace

TEST_CASE("signature: the vectors of Zendesk, Chatwoot and Slack are accepted in their time") {
    for (const stamped* one : {&zendesk, &chatwoot, &slack}) {
        CAPTURE(one->scheme.header);
        const duration tolerance = one->scheme.tolerance;
        CHECK(outcome_of(*one, one->sent) == "fine");
        CHECK(outcome_of(*one, one->sent + tolerance) == "fine");
        CHECK(outcome_of(*one, one->sent - tolerance) == "fine");
        CHECK(outcome_of(*one, one->sent + tolerance + duration{1}) == "signature.expired");
        CHECK(outcome_of(*one, one->sent - tolerance - duration{1}) == "signature.expired");
    }
}

TEST_CASE("signature: another body, secret, time or scheme is refused") {
    for (const stamped* one : {&zendesk, &chatwoot, &slack}) {
        CAPTURE(one->scheme.header);
        stamped other = *one;
        other.body += ' ';
        CHECK(outcome_of(other, one->sent) == "signature.mismatch");
        other = *one;
        other.secret += ' ';
        CHECK(outcome_of(other, one->sent) == "signature.mismatch");
        other = *one;
        other.stamp = std::to_string(one->sent.time_since_epoch().count() / 1000 + 1);
        CHECK(outcome_of(other, one->sent) == "signature.mismatch");
        for (const signed_text text :
             {signed_text::body, signed_text::timestamp_body, signed_text::timestamp_dot_body,
              signed_text::v0_timestamp_body}) {
            other = *one;
            other.scheme.text = text;
            CHECK((outcome_of(other, one->sent) == "fine") == (text == one->scheme.text));
        }
        other = *one;
        other.scheme.timestamp_header.clear();
        CHECK(outcome_of(other, one->sent) == "signature.scheme");
    }
}

TEST_CASE("signature: every scheme takes its timestamp in seconds or as a date") {
    for (const std::string stamp :
         {"1614265330", "2021-02-25T15:02:10Z", "2021-02-25T16:02:10.000+01:00"}) {
        CAPTURE(stamp);
        const std::string key = "key";
        for (const auto& [text, before] :
             {std::pair{signed_text::timestamp_body, stamp},
              std::pair{signed_text::timestamp_dot_body, stamp + "."},
              std::pair{signed_text::v0_timestamp_body, "v0:" + stamp + ":"},
              std::pair{signed_text::id_timestamp_body, "id." + stamp + "."}}) {
            const signature_scheme scheme{
                .text = text, .header = "s", .id_header = "i", .timestamp_header = "t"};
            const net::header_list headers{
                {"i", "id"}, {"t", stamp}, {"s", to_base64(hmac(hash::sha256, key, before))}};
            CHECK(code_of(check_signature(scheme, headers, "", key, today)) == "fine");
        }
    }
}

TEST_CASE("signature: a shared secret in a header is compared whole") {
    const signature_scheme scheme{.header = "x-earshot-secret",
                                  .proof = webhook_proof::shared_secret};
    const auto with = [&](const std::string& value, const std::string& secret = "open sesame") {
        return code_of(check_signature(scheme, {{scheme.header, value}}, "any", secret, today));
    };
    CHECK(with("open sesame") == "fine");
    for (const std::string wrong : {"open", "sesame", "open sesame ", "Open sesame", "open-sesame"})
        CHECK(with(wrong) == "signature.mismatch");
    CHECK(with("") == "signature.missing");
    CHECK(with("x", "") == "signature.secret");
    signature_scheme bearer = scheme;
    bearer.prefix = "Bearer ";
    CHECK(check_signature(bearer, {{scheme.header, "Bearer t"}}, "", "t", today).has_value());
    CHECK(code_of(check_signature(bearer, {{scheme.header, "t"}}, "", "t", today)) ==
          "signature.mismatch");
}

TEST_CASE("signature: HTTP Basic is a user, if one is asked for, and a password") {
    signature_scheme scheme{.header = "authorization", .proof = webhook_proof::basic};
    const auto with = [&](const std::string& value) {
        return code_of(check_signature(scheme, {{scheme.header, value}}, "", "open:sesame", today));
    };
    const std::string good = "Basic " + to_base64("ana:open:sesame");
    CHECK(with(good) == "fine");
    CHECK(with("bAsIc " + to_base64(":open:sesame")) == "fine");
    for (const std::string& wrong :
         {"Basic " + to_base64("ana:open"), "Basic " + to_base64("open:sesame"),
          "Basic " + to_base64("ana"), std::string("Basic ana:open:sesame"), std::string("Basic"),
          "Bearer " + to_base64("ana:open:sesame")})
        CHECK(with(wrong) == "signature.mismatch");
    scheme.user = "ana";
    CHECK(with(good) == "fine");
    CHECK(with("Basic " + to_base64("bob:open:sesame")) == "signature.mismatch");
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
