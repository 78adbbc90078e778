#include "zammad/problem.hpp"

#include <array>

#include "catch.hpp"
#include "earshot/testkit/answered.hpp"

namespace earshot::zammad {
namespace {

error answered(int status, std::string body = "") {
    return error_of(testkit::answered(status, std::move(body)), "POST /tickets",
                    request_target::one_thing);
}

struct row {
    int status;
    error_kind kind;
    const char* code;
};

constexpr std::array table{
    row{301, error_kind::transient, "zammad.redirect"},
    row{400, error_kind::invalid, "zammad.invalid_request"},
    row{401, error_kind::unauthorized, "zammad.unauthorized"},
    row{403, error_kind::scope_missing, "zammad.forbidden"},
    row{404, error_kind::gone, "zammad.not_found"},
    row{408, error_kind::transient, "zammad.unavailable"},
    row{409, error_kind::conflict, "zammad.conflict"},
    row{413, error_kind::invalid, "zammad.too_large"},
    row{422, error_kind::invalid, "zammad.refused"},
    row{429, error_kind::throttled, "zammad.throttled"},
    row{500, error_kind::transient, "zammad.unavailable"},
    row{503, error_kind::transient, "zammad.unavailable"},
};

}  // namespace

TEST_CASE("zammad problem: each status has its meaning") {
    for (const row& one : table) {
        CAPTURE(one.status);
        CHECK(answered(one.status).kind == one.kind);
        CHECK(answered(one.status).code == one.code);
    }
}

TEST_CASE("zammad problem: its complaint is repeated in one short line") {
    const error said = answered(422, R"({"error":"No lookup value found for\n'group'"})");
    CHECK_THAT(said.detail, earshot::tests::contains(
                                "POST /tickets with 422: No lookup value found for 'group'"));
    CHECK(answered(422, R"({"error":")" + std::string(5'000, 'x') + "\"}").detail.size() < 500);
    CHECK_THAT(answered(502, "<html>").detail, earshot::tests::contains("502"));
}

}  // namespace earshot::zammad
