#include "x/problem.hpp"

#include "catch.hpp"
#include "x/fixture.hpp"

namespace earshot::x {
namespace {

using namespace tests;
using namespace std::chrono_literals;

const timestamp noon = at("2026-03-01T12:00:00.000Z");  // 1772366400

http_response answer(int status, std::string body,
                     std::vector<std::pair<std::string, std::string>> headers = {}) {
    http_response made;
    made.status = status;
    made.headers = std::move(headers);
    made.body = std::move(body);
    return made;
}

std::string typed(const std::string& suffix, const std::string& more = "") {
    return R"({"title":"t","detail":"d","type":"https://api.twitter.com/2/problems/)" + suffix +
           "\"" + more + "}";
}

error told(int status, const std::string& body) {
    return error_of(answer(status, body), "POST /2/tweets", noon);
}

TEST_CASE("problem: every documented answer means what the host should do") {
    struct expectation {
        int status;
        std::string body;
        error_kind kind;
        std::string code;
    };
    const std::string blank = R"({"title":"Unauthorized","type":"about:blank","status":401})";
    const std::string duplicate =
        R"({"detail":"You are not allowed to create a Tweet with duplicate content.",)"
        R"("type":"about:blank","title":"Forbidden","status":403})";
    const std::vector<expectation> all{
        {400, typed("invalid-request"), error_kind::invalid, "x.invalid_request"},
        {400, "", error_kind::invalid, "x.invalid_request"},
        {401, blank, error_kind::unauthorized, "x.unauthorized"},
        {403, R"({"errors":[{"code":89,"message":"Invalid or expired token"}]})",
         error_kind::unauthorized, "x.unauthorized"},
        {402, typed("credits"), error_kind::transient, "x.credits"},
        {402, "Payment Required", error_kind::transient, "x.credits"},
        {403, duplicate, error_kind::conflict, "x.duplicate_content"},
        {403, R"({"errors":[{"code":187,"message":"Status is a duplicate."}]})",
         error_kind::conflict, "x.duplicate_content"},
        {403, typed("client-forbidden", R"(,"reason":"client-not-enrolled")"),
         error_kind::scope_missing, "x.client_forbidden"},
        {403, R"({"errors":[{"code":453,"message":"access level"}]})", error_kind::scope_missing,
         "x.client_forbidden"},
        {403, typed("oauth1-permissions"), error_kind::scope_missing, "x.permissions"},
        {403, R"({"errors":[{"code":220}]})", error_kind::scope_missing, "x.permissions"},
        {403, typed("not-authorized-for-resource"), error_kind::permanent, "x.not_authorized"},
        {403, R"({"errors":[{"code":349}]})", error_kind::permanent, "x.recipient_closed"},
        {403, R"({"detail":"Reply not allowed","type":"about:blank","status":403})",
         error_kind::permanent, "x.refused"},
        {404, typed("resource-not-found"), error_kind::gone, "x.not_found"},
        {404, "", error_kind::gone, "x.not_found"},
        {409, "", error_kind::conflict, "x.conflict"},
        {429, typed("rate-limit-exceeded"), error_kind::throttled, "x.rate_limit"},
        {429, R"({"errors":[{"code":88,"message":"Rate limit exceeded"}]})", error_kind::throttled,
         "x.rate_limit"},
        {429, typed("usage-capped", R"(,"period":"Daily","scope":"Product")"),
         error_kind::throttled, "x.usage_capped"},
        {500, "", error_kind::transient, "x.server"},
        {503, "<html>Over capacity</html>", error_kind::transient, "x.server"},
        {418, "", error_kind::permanent, "x.unexpected_status"},
    };
    for (const expectation& one : all) {
        const error made = told(one.status, one.body);
        INFO(one.status << " " << one.body);
        CHECK(made.kind == one.kind);
        CHECK(made.code == one.code);
    }
}

TEST_CASE("problem: wording decides in the documented case only") {
    CHECK(told(403, R"({"detail":"duplicate content","type":"about:blank"})").kind ==
          error_kind::permanent);
    CHECK(told(500, R"({"detail":"You are not allowed to create a Tweet with duplicate content.",)"
                    R"("type":"about:blank"})")
              .kind == error_kind::transient);
}

TEST_CASE("problem: the detail tells what was tried, and the parameters, not their values") {
    const error made =
        told(400, R"({"errors":[{"message":"bad","parameters":{"since_id":["geheim"]}}],)"
                  R"("title":"Invalid Request","detail":"One or more parameters was invalid.",)"
                  R"("type":"https://api.x.com/2/problems/invalid-request"})");
    CHECK(made.detail ==
          "X answered POST /2/tweets with 400 invalid-request, Invalid Request, "
          "One or more parameters was invalid.; it would not have since_id");
}

TEST_CASE("problem: what X writes is cut and made one line") {
    const error made = told(403, R"({"detail":"a\nb)" + std::string(500, 'x') + "\"}");
    CHECK(made.detail.size() < 300);
    CHECK(made.detail.find('\n') == std::string::npos);
}

TEST_CASE("problem: a rate limit ends at the latest reset of those used up") {
    const auto wait = [](std::vector<std::pair<std::string, std::string>> headers) {
        return error_of(answer(429, "", std::move(headers)), "GET", noon).retry_after;
    };
    CHECK(wait({}) == 0ms);
    CHECK(wait({{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", "1772366700"}}) == 300s);
    CHECK(wait({{"x-rate-limit-remaining", "7"}, {"x-rate-limit-reset", "1772366700"}}) == 0ms);
    CHECK(wait({{"x-rate-limit-remaining", "7"},
                {"x-rate-limit-reset", "1772366700"},
                {"x-user-limit-24hour-remaining", "0"},
                {"x-user-limit-24hour-reset", "1772370000"}}) == 3600s);
    CHECK(wait({{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", "1"}}) == 0ms);
    CHECK(wait({{"x-rate-limit-remaining", "0"}, {"x-rate-limit-reset", "99999999999999"}}) ==
          std::chrono::days(31));
    CHECK(wait({{"retry-after", "90"}}) == 90s);
    CHECK(wait({{"retry-after", "soon"}}) == 0ms);
}

TEST_CASE("problem: a usage cap lasts until its period is over, and credits for an hour") {
    CHECK(told(429, typed("usage-capped", R"(,"period":"Daily")")).retry_after == 12h);
    CHECK(told(429, typed("usage-capped", R"(,"period":"Monthly")")).retry_after ==
          std::chrono::days(30) + 12h);
    CHECK(told(402, "").retry_after == 1h);
}

TEST_CASE("problem: any body at all gives a problem") {
    for (const std::string text : {"", "{", "null", "[]", R"({"errors":7})", R"({"errors":[7]})",
                                   R"({"type":7,"code":"x"})", R"({"parameters":[1]})"})
        CHECK(read_problem(text).code == 0);
}

}  // namespace
}  // namespace earshot::x
