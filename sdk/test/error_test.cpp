#include "earshot/error.hpp"

#include "catch.hpp"

using namespace earshot;

namespace {

result<int> refuse() { return fail(error_kind::invalid, "x.body", "not JSON"); }

}  // namespace

TEST_CASE("error: code and detail make the line that people read") {
    CHECK(to_string(refuse().error()) == "x.body: not JSON");
    CHECK(refuse().error().kind == error_kind::invalid);
}

TEST_CASE("error: only being throttled says when to come back") {
    CHECK(refuse().error().retry_after == duration{0});
    const error slow = error::throttled(duration{900'000}, "x.rate", "mentions: used up");
    CHECK(slow.kind == error_kind::throttled);
    CHECK(slow.retry_after == duration{900'000});
}

TEST_CASE("error: every kind has a name") {
    for (int kind = 0; kind <= static_cast<int>(error_kind::cancelled); ++kind)
        CHECK(to_string(static_cast<error_kind>(kind)) != "unknown");
}
