// The route `events`, where RT's scrip posts.
#include "rt/history_fixture.hpp"

using namespace earshot;
using namespace earshot::rt;
using namespace earshot::rt::tests;

TEST_CASE("rt: the same answer by webhook and by poll is one") {
    history_fixture on;
    const auto polled = on.poll(transaction(51, "Correspond"), start);
    request_tracker plugin(on.host);
    webhook_request posted;
    posted.body = R"({"transaction":51,"ticket":12,"case":"x/care/100","type":"Correspond",
        "creator":"petra","creator_id":33,"privileged":1,"author":"Petra de Vries",
        "created":"2026-03-01T07:49:01Z","content":"We found it\n-- \nPetra","files":0})";
    const auto pushed = plugin.accept(posted);
    REQUIRE(pushed);
    CHECK(pushed->replies == polled.items.replies);
}

TEST_CASE("rt: an answer with files, or of which that is not known, is left to polling") {
    history_fixture on;
    request_tracker plugin(on.host);
    const std::string files = GENERATE("", R"(,"files":1)", R"(,"files":null)");
    webhook_request posted;
    posted.body = R"({"transaction":51,"ticket":12,"case":"x/care/100","type":"Correspond",
        "creator":"petra","creator_id":33,"privileged":1,"content":"We found it")" +
                  files + "}";
    const auto pushed = plugin.accept(posted);
    REQUIRE(pushed);
    CHECK(pushed->replies.empty());
}

TEST_CASE("rt: the webhook takes what agents do, and nothing else") {
    history_fixture on;
    request_tracker plugin(on.host);
    const auto accept = [&](std::string body) {
        webhook_request posted;
        posted.body = std::move(body);
        return plugin.accept(posted);
    };
    const std::string event =
        R"({"transaction":"51","case":"x/care/100","type":"Correspond","content":"Hi","files":0,)";
    CHECK(accept(event + R"("creator":"connector","creator_id":31,"privileged":1})")
              ->replies.empty());
    CHECK(accept(event + R"("creator":"ana","creator_id":9,"privileged":0})")->replies.empty());
    CHECK(accept(R"({"transaction":51,"ticket":12,"type":"Correspond"})")->replies.empty());
    CHECK(accept(R"({"transaction":52,"case":"x/care/100","type":"Status","creator":"petra",
                     "creator_id":33,"privileged":1,"old":"open","new":"rejected"})")
              ->changes.size() == 1);
    CHECK_FALSE(accept("[]"));
    CHECK_FALSE(accept(R"({"transaction":"99999999999999999999","type":"Status"})"));
    CHECK(plugin.routes().empty());
}

TEST_CASE("rt: with a secret there is a route, signed over the body") {
    desk_fixture on({{"webhook_secret", "credential:hook"}});
    request_tracker plugin(on.host);
    const auto routes = plugin.routes();
    REQUIRE(routes.size() == 1);
    CHECK(routes[0].name == "events");
    CHECK(routes[0].scheme.header == "x-earshot-signature");
    CHECK(routes[0].scheme.secret_field == "webhook_secret");
}
