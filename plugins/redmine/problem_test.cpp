#include "redmine/problem.hpp"

#include "catch.hpp"
#include "earshot/testkit/answered.hpp"

namespace earshot::redmine {

namespace {

error told(int status, std::string body = "") {
    return error_of(testkit::answered(status, std::move(body)), "POST /issues.json",
                    request_target::one_thing);
}

}  // namespace

TEST_CASE("PAIN-4: what Redmine refuses is told apart by status, not by words") {
    struct expectation {
        int status;
        error_kind kind;
        std::string code;
    };
    const expectation all[] = {
        {401, error_kind::unauthorized, "redmine.unauthorized"},
        {403, error_kind::scope_missing, "redmine.forbidden"},
        {404, error_kind::gone, "redmine.not_found"},
        {408, error_kind::transient, "redmine.unavailable"},
        {409, error_kind::conflict, "redmine.conflict"},
        {413, error_kind::invalid, "redmine.too_large"},
        {422, error_kind::invalid, "redmine.refused"},
        {429, error_kind::throttled, "redmine.throttled"},
        {302, error_kind::transient, "redmine.redirect"},
        {400, error_kind::invalid, "redmine.invalid_request"},
        {412, error_kind::invalid, "redmine.invalid_request"},
        {500, error_kind::transient, "redmine.unavailable"},
        {503, error_kind::transient, "redmine.unavailable"},
    };
    for (const expectation& one : all) {
        INFO(one.status);
        CHECK(told(one.status, "rate limit unauthorized").kind == one.kind);
        CHECK(told(one.status).code == one.code);
    }
}

TEST_CASE("redmine problem: Redmine's complaints are told") {
    CHECK(told(422, R"({"errors":["Subject cannot be blank","Status is invalid"]})").detail ==
          "Redmine answered POST /issues.json with 422: Subject cannot be blank; Status is "
          "invalid");
    CHECK(told(422, R"({"errors":"none"})").detail ==
          "Redmine answered POST /issues.json with 422");
    CHECK(told(422, R"({"errors":[")" + std::string(5'000, 'x') + R"("]})").detail.size() < 400);
}

}  // namespace earshot::redmine
