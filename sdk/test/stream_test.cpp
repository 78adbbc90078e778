#include "earshot/stream.hpp"

#include <algorithm>
#include <map>

#include "catch.hpp"
#include "run_task.hpp"

namespace earshot::stream {

namespace {

const event_origin origin{"/earshot/log", "earshot"};

sink_item said(std::string id, std::string thread, std::string case_key = "") {
    sink_item one;
    one.key = one.item.object_id = std::move(id);
    one.item.platform = "x";
    one.item.account = "klm";
    one.item.thread_id = std::move(thread);
    one.understood.case_key = std::move(case_key);
    return one;
}

notice refused(std::string key, std::string case_key) {
    notice one;
    one.key = std::move(key);
    one.case_key = std::move(case_key);
    answer_refused what;
    what.answer.platform = "x";
    what.answer.account = "klm";
    what.answer.object_id = "7";
    one.what = std::move(what);
    return one;
}

// Takes everything but what it was told to refuse.
class scripted final : public publisher {
public:
    std::vector<std::vector<std::string>> waves;
    std::string refuses;
    error_kind refusal = error_kind::throttled;
    bool closed = false;
    std::stop_source* stops = nullptr;  // with the first wave

    std::vector<result<receipt>> publish(std::span<const record* const> wave,
                                         std::stop_token) override {
        std::vector<result<receipt>> out;
        waves.emplace_back();
        for (const record* one : wave) {
            waves.back().push_back(one->event.id);
            if (one->event.id == refuses)
                out.emplace_back(fail(refusal, "test.full", "full"));
            else
                out.emplace_back(receipt{"at " + one->event.id, {}});
        }
        if (stops) stops->request_stop();
        return out;
    }
    void close() noexcept override { closed = true; }
};

using waves = std::vector<std::vector<std::string>>;

std::vector<record> records(std::vector<sink_item> items) {
    std::vector<record> made;
    for (const sink_item& one : items) made.push_back(record_of(origin, one));
    return made;
}

}  // namespace

TEST_CASE("stream: of a conversation one at a time, of different ones all at once") {
    scripted server;
    const auto all = records({said("1", "a"), said("2", "b"), said("3", "a"), said("4", "c"),
                              said("5", "a"), said("6", "b")});
    const auto found = publish_in_order(server, all, {});
    CHECK(server.waves == waves{{"1", "2", "4"}, {"3", "6"}, {"5"}});
    REQUIRE(found.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) CHECK(found[i]->id == "at " + std::to_string(i + 1));
}

TEST_CASE("stream: threads of one case are one conversation") {
    scripted server;
    const auto all =
        records({said("1", "a", "x/klm/1"), said("2", "b", "x/klm/1"), said("3", "b")});
    publish_in_order(server, all, {});
    CHECK(server.waves == waves{{"1"}, {"2"}, {"3"}});
}

TEST_CASE("stream: what is behind one that did not arrive fails, other conversations go on") {
    scripted server;
    server.refuses = "1";
    const auto all = records({said("1", "a"), said("2", "b"), said("3", "a", "x/klm/9"),
                              said("4", "b"), said("5", "z", "x/klm/9")});
    const auto found = publish_in_order(server, all, {});
    CHECK(server.waves == waves{{"1", "2"}, {"4"}});
    CHECK(found[0].error().code == "test.full");
    CHECK(found[1]);
    CHECK(found[2].error().code == "test.full");
    CHECK(found[2].error().kind == error_kind::throttled);
    CHECK(found[3]);
    CHECK(found[4].error().code == "test.full");
}

TEST_CASE("stream: what is behind one that is given up is only late") {
    scripted server;
    server.refuses = "1";
    server.refusal = error_kind::invalid;
    const auto found = publish_in_order(server, records({said("1", "a"), said("2", "a")}), {});
    CHECK(found[0].error().kind == error_kind::invalid);
    CHECK(found[1].error().kind == error_kind::transient);
    CHECK(found[1].error().code == "stream.not_tried");
}

TEST_CASE("stream: what was not begun when the call is stopped is not begun") {
    std::stop_source source;
    scripted server;
    server.stops = &source;
    const auto found =
        publish_in_order(server, records({said("1", "a"), said("2", "a")}), source.get_token());
    CHECK(server.waves == waves{{"1"}});
    CHECK(found[0]);
    CHECK(found[1].error().code == "stream.not_tried");
}

TEST_CASE("stream: a record says where it belongs and what happened") {
    const record message = record_of(origin, said("7", "1"));
    CHECK(message.kind == "message.received");
    CHECK(message.platform == "x");
    CHECK(message.account == "klm");
    CHECK(message.payload == to_json(message.event));
    const record told = record_of(origin, refused("k", "x/klm/1"));
    CHECK(told.kind == "answer.refused");
    CHECK(told.platform == "x");
    CHECK(told.order == std::vector<std::string>{"x/klm/1"});
    notice lost;
    lost.what = gap_found{"x", "klm", {}};
    CHECK(record_of(origin, lost).account == "klm");
    CHECK(record_of(origin, lost).kind == "gap.found");
}

TEST_CASE("stream: the writer publishes on its thread and closes at its end") {
    scripted server;
    {
        writer to(server, origin, "test");
        auto call = [&]() -> task<std::vector<result<receipt>>> {
            std::vector<sink_item> items{said("1", "a"), said("2", "a")};
            co_return co_await to.deliver(std::move(items));
        };
        CHECK(tests::run(call()).size() == 2);
        std::vector<notice> notices{refused("k", "x/klm/1")};
        CHECK(tests::run(to.inform(notices)).front()->id == "at k");
        CHECK_FALSE(server.closed);
    }
    CHECK(server.closed);
}

}  // namespace earshot::stream
