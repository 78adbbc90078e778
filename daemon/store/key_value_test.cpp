#include "store/key_value.hpp"

#include <fstream>

#include "catch.hpp"
#include "run_task.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
namespace asio = boost::asio;

TEST_CASE("key value: what was put is there after a restart, for its instance only") {
    const tests::temporary_directory in;
    asio::io_context loop;
    {
        const auto file = stores::open_key_value(in.path() / "state.db", loop.get_executor());
        REQUIRE(file);
        const auto klm = (*file)->of("klm");
        CHECK(tests::run_on(loop, klm->put("subscription", "1")));
        CHECK(tests::run_on(loop, klm->put("subscription", "2")));
    }
    const auto file = stores::open_key_value(in.path() / "state.db", loop.get_executor());
    REQUIRE(file);
    const auto klm = (*file)->of("klm");
    const auto other = (*file)->of("other");
    CHECK(tests::run_on(loop, klm->get("subscription")).value() == "2");
    CHECK_FALSE(tests::run_on(loop, klm->get("nothing")).value());
    CHECK_FALSE(tests::run_on(loop, other->get("subscription")).value());
}

TEST_CASE("key value: keys and values have limits") {
    const tests::temporary_directory in;
    asio::io_context loop;
    const auto file = stores::open_key_value(in.path() / "state.db", loop.get_executor());
    const auto klm = (*file)->of("klm");
    CHECK(tests::run_on(loop, klm->put(std::string(256, 'k'), std::string(65'536, 'v'))));
    CHECK(tests::run_on(loop, klm->put(std::string(257, 'k'), "")).error().kind ==
          error_kind::invalid);
    CHECK(tests::run_on(loop, klm->put("k", std::string(65'537, 'v'))).error().code ==
          "state.too_large");
}

TEST_CASE("key value: a damaged file is reported when it is opened") {
    const tests::temporary_directory in;
    asio::io_context loop;
    std::ofstream(in.path() / "state.db") << std::string(4'096, '#');
    const auto file = stores::open_key_value(in.path() / "state.db", loop.get_executor());
    REQUIRE_FALSE(file);
    CHECK(file.error().code == "state.corrupt");
}
