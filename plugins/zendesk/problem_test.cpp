#include "zendesk/problem.hpp"

#include "catch.hpp"
#include "earshot/testkit/answered.hpp"

namespace earshot::zendesk {

namespace {

error told(int status, std::string body = "", std::string retry_after = "") {
    return error_of(testkit::answered(status, std::move(body), std::move(retry_after)),
                    "POST /tickets.json", request_target::one_thing);
}

}  // namespace

TEST_CASE("PAIN-4: what Zendesk refuses is told apart by status and code, not by words") {
    const std::tuple<int, std::string, error_kind, std::string> all[] = {
        {400, R"({"error":"IdempotentRequestError"})", error_kind::conflict,
         "zendesk.already_created"},
        {400, R"({"error":"StartTimeTooRecent"})", error_kind::transient, "zendesk.too_soon"},
        {400, R"({"error":{"title":"Invalid"}})", error_kind::invalid, "zendesk.invalid_request"},
        {401, "", error_kind::unauthorized, "zendesk.unauthorized"},
        {403, "<html>", error_kind::scope_missing, "zendesk.forbidden"},
        {404, R"({"error":"RecordNotFound"})", error_kind::gone, "zendesk.not_found"},
        {409, "", error_kind::conflict, "zendesk.conflict"},
        {413, "", error_kind::invalid, "zendesk.too_large"},
        {422, R"({"error":"RecordInvalid"})", error_kind::invalid, "zendesk.refused"},
        {429, "", error_kind::throttled, "zendesk.throttled"},
        {301, "", error_kind::transient, "zendesk.redirect"},
        {500, "", error_kind::transient, "zendesk.unavailable"},
    };
    for (const auto& [status, body, kind, code] : all) {
        INFO(status << " " << body);
        CHECK(told(status, body).kind == kind);
        CHECK(told(status, body).code == code);
    }
}

TEST_CASE("zendesk problem: the fields are named, not what was in them") {
    const error made = told(
        422, R"({"error":"RecordInvalid","details":{"requester":[{"description":"geheim"}]}})");
    CHECK(made.detail ==
          "Zendesk answered POST /tickets.json with 422: RecordInvalid about requester");
    const std::string long_name(5'000, 'x');
    CHECK(told(422, R"({"details":{")" + long_name + R"(":[]}})").detail.size() < 300);
}

TEST_CASE("PAIN-34: Zendesk's own wait is kept to") {
    CHECK(told(429, "", "93").retry_after == std::chrono::seconds(93));
    CHECK(told(503, "", "5").retry_after == std::chrono::seconds(5));
    CHECK(told(429, "", "x").retry_after == duration{0});
}

}  // namespace earshot::zendesk
