#include "freshdesk/problem.hpp"

#include "catch.hpp"
#include "earshot/testkit/answered.hpp"

namespace earshot::freshdesk {

namespace {

error told(int status, std::string body = "", std::string retry_after = "") {
    return error_of(testkit::answered(status, std::move(body), std::move(retry_after)),
                    "POST /tickets", request_target::one_thing);
}

}  // namespace

TEST_CASE("PAIN-4: what Freshdesk refuses is told apart by status, not by words") {
    const std::tuple<int, error_kind, std::string> all[] = {
        {400, error_kind::invalid, "freshdesk.refused"},
        {401, error_kind::unauthorized, "freshdesk.unauthorized"},
        {403, error_kind::scope_missing, "freshdesk.forbidden"},
        {404, error_kind::gone, "freshdesk.not_found"},
        {409, error_kind::conflict, "freshdesk.conflict"},
        {413, error_kind::invalid, "freshdesk.too_large"},
        {429, error_kind::throttled, "freshdesk.throttled"},
        {302, error_kind::transient, "freshdesk.redirect"},
        {503, error_kind::transient, "freshdesk.unavailable"},
    };
    for (const auto& [status, kind, code] : all) {
        INFO(status);
        CHECK(told(status, "rate limit, unauthorized").kind == kind);
        CHECK(told(status).code == code);
    }
}

TEST_CASE("freshdesk problem: fields and codes are told, not what was in them") {
    CHECK(told(400, R"({"errors":[{"field":"status","message":"geheim","code":"invalid_value"}]})")
              .detail == "Freshdesk answered POST /tickets with 400: status invalid_value");
    CHECK(told(429, "", "17").retry_after == std::chrono::seconds(17));
}

}  // namespace earshot::freshdesk
