#include "earshot/http_problem.hpp"

#include <array>

#include "catch.hpp"

using namespace earshot;

namespace {

constexpr answering_server acme{.name = "Acme",
                                .codes = "acme",
                                .unauthorized = "renew the token",
                                .forbidden = "give it a role",
                                .redirect = "configure the address it points to",
                                .address = "check url"};

http_response answered(int status, std::string retry_after = "") {
    http_response answer;
    answer.status = status;
    if (!retry_after.empty()) answer.headers = {{"retry-after", std::move(retry_after)}};
    return answer;
}

error told(int status, std::string retry_after = "", const answering_server& by = acme) {
    return http_problem(answered(status, std::move(retry_after)), "POST /tickets", by, "no",
                        request_target::one_thing);
}

struct row {
    int status;
    error_kind kind;
    const char* code;
    const char* remedy = "";
};

constexpr std::array table{
    row{301, error_kind::transient, "acme.redirect", "; configure the address it points to"},
    row{399, error_kind::transient, "acme.redirect", "; configure the address it points to"},
    row{400, error_kind::invalid, "acme.invalid_request"},
    row{401, error_kind::unauthorized, "acme.unauthorized", "; renew the token"},
    row{403, error_kind::scope_missing, "acme.forbidden", "; give it a role"},
    row{404, error_kind::gone, "acme.not_found"},
    row{408, error_kind::transient, "acme.unavailable"},
    row{409, error_kind::conflict, "acme.conflict"},
    row{412, error_kind::invalid, "acme.invalid_request"},
    row{413, error_kind::invalid, "acme.too_large"},
    row{422, error_kind::invalid, "acme.refused"},
    row{429, error_kind::throttled, "acme.throttled"},
    row{500, error_kind::transient, "acme.unavailable"},
    row{503, error_kind::transient, "acme.unavailable"},
};

}  // namespace

TEST_CASE("http problem: each status has its meaning, and its remedy where there is one") {
    for (const row& one : table) {
        const error made = told(one.status);
        CAPTURE(one.status);
        CHECK(made.kind == one.kind);
        CHECK(made.code == one.code);
        CHECK(made.detail == "Acme answered POST /tickets with " + std::to_string(one.status) +
                                 ": no" + one.remedy);
    }
}

TEST_CASE("http problem: where nothing can be gone, 404 means a wrong address, given up for none") {
    const error made =
        http_problem(answered(404), "POST /tickets", acme, "no", request_target::fixed);
    CHECK(made.kind == error_kind::transient);
    CHECK(made.code == "acme.address");
    CHECK(made.detail == "Acme answered POST /tickets with 404: no; check url");
}

TEST_CASE("http problem: a server that says nothing has no complaint") {
    const error made = http_problem(answered(401), "GET /me", acme, "", request_target::fixed);
    CHECK(made.detail == "Acme answered GET /me with 401; renew the token");
}

TEST_CASE("http problem: a server may have a word of its own for any other refusal") {
    answering_server other = acme;
    other.otherwise = "refused";
    CHECK(told(400, "", other).code == "acme.refused");
    CHECK(told(400, "", other).kind == error_kind::invalid);
    CHECK(told(409, "", other).code == "acme.conflict");
}

TEST_CASE("http problem: where there is no remedy none is told") {
    CHECK(told(401, "", {.name = "Acme", .codes = "acme"}).detail ==
          "Acme answered POST /tickets with 401: no");
}

TEST_CASE("http problem: Retry-After is kept to, within a day, where waiting is the remedy") {
    CHECK(told(429, "30").retry_after == std::chrono::seconds{30});
    CHECK(told(503, "30").retry_after == std::chrono::seconds{30});
    CHECK(told(500, "30").retry_after == duration{0});
    CHECK(told(429, "99999999").retry_after == std::chrono::hours{24});
    CHECK(told(429, "soon").retry_after == duration{0});
    CHECK(told(429).retry_after == duration{0});
    CHECK(retry_after(answered(429, "0")) == duration{0});
    for (const char* bad : {"", "-1", "1.5", "30 s", "99999999999999999999"})
        CHECK_FALSE(retry_after(answered(429, bad)));
}

TEST_CASE("http problem: only 2xx is success") {
    CHECK(success(answered(200)));
    CHECK(success(answered(299)));
    CHECK_FALSE(success(answered(199)));
    CHECK_FALSE(success(answered(300)));
}
