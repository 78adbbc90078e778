#include "chatwoot/problem.hpp"

#include <array>

#include "catch.hpp"
#include "earshot/testkit/answered.hpp"

namespace earshot::chatwoot {
namespace {

error answered(int status, std::string body = "") {
    return error_of(testkit::answered(status, std::move(body)), "POST /conversations",
                    request_target::one_thing);
}

struct row {
    int status;
    error_kind kind;
    const char* code;
};

constexpr std::array table{
    row{301, error_kind::transient, "chatwoot.redirect"},
    row{400, error_kind::invalid, "chatwoot.invalid_request"},
    row{401, error_kind::unauthorized, "chatwoot.unauthorized"},
    row{403, error_kind::scope_missing, "chatwoot.forbidden"},
    row{404, error_kind::gone, "chatwoot.not_found"},
    row{408, error_kind::transient, "chatwoot.unavailable"},
    row{409, error_kind::conflict, "chatwoot.conflict"},
    row{413, error_kind::invalid, "chatwoot.too_large"},
    row{422, error_kind::invalid, "chatwoot.refused"},
    row{429, error_kind::throttled, "chatwoot.throttled"},
    row{500, error_kind::transient, "chatwoot.unavailable"},
    row{503, error_kind::transient, "chatwoot.unavailable"},
};

}  // namespace

TEST_CASE("chatwoot problem: each status has its meaning") {
    for (const row& one : table) {
        CAPTURE(one.status);
        CHECK(answered(one.status).kind == one.kind);
        CHECK(answered(one.status).code == one.code);
    }
}

TEST_CASE("chatwoot problem: its complaint is repeated in one short line") {
    const error said = answered(422, R"({"message":"Source is\ninvalid"})");
    CHECK_THAT(said.detail,
               earshot::tests::contains("POST /conversations with 422: Source is invalid"));
    CHECK(answered(422, R"({"error":")" + std::string(5'000, 'x') + "\"}").detail.size() < 500);
    CHECK_THAT(answered(502, "<html>").detail, earshot::tests::contains("502"));
}

}  // namespace earshot::chatwoot
