// What an answer's attempts mean: it is published once, or a person is told what is known.
#include "catch.hpp"
#include "delivery/destination.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

using found = result<std::optional<receipt>>;

// A platform with the message 100, and an answer to it.
class platform {
public:
    explicit platform(asio::any_io_executor loop) : journal(loop), instance("klm") {
        instance.bounds.repeat = repeat_safety::reconcile;
        instance.on_publish = [this](publish_request request) -> task<result<receipt>> {
            ++published;
            shown = std::move(request.pictures);
            co_return outcome;
        };
        helpdesk->on_fetch_picture = [this](std::string id) -> task<result<std::string>> {
            if (!kept) co_return std::unexpected(kept.error());
            co_return kept->at(id);
        };
        instance.on_reconcile = [this](publish_request) -> task<found> {
            ++looked;
            co_return seen;
        };
        target = delivery::make_publishing_destination(
            instance, *journal,
            [this](const std::string& name) { return name == "rt" ? helpdesk : nullptr; });
    }

    task<result<receipt>> attempt(int attempts) {
        reply answer;
        answer.id = "r1";
        answer.origin = "rt";
        answer.platform = "fake";
        answer.account = "klm";
        answer.object_id = "100";
        answer.text = "It is on the next flight.";
        answer.pictures = enclosed;
        journal::outbox_item item;
        item.key = "rt/r1";
        item.attempts = attempts;
        item.about.kind = journal::entry_kind::reply;
        item.about.body = to_json(answer);
        std::vector<journal::outbox_item> items;
        items.push_back(std::move(item));
        auto outcomes = co_await target->send(std::move(items));
        co_return std::move(outcomes.at(0));
    }

    tests::temporary_journal journal;
    tests::scripted_instance instance;
    std::unique_ptr<delivery::destination> target;
    std::shared_ptr<tests::scripted_instance> helpdesk =
        std::make_shared<tests::scripted_instance>("rt");
    result<std::map<std::string, std::string>> kept = std::map<std::string, std::string>();
    std::vector<enclosed_picture> enclosed;
    std::vector<picture> shown;
    result<receipt> outcome = receipt{"777", ""};  // of publishing
    found seen = std::nullopt;                     // by looking
    int published = 0;
    int looked = 0;
};

template <class Body>
void with_platform(Body body) {
    tests::run_on_loop([&](asio::any_io_executor loop) -> task<void> {
        platform on(loop);
        co_await on.journal.enqueue("sink:none", "100", "100");
        co_await body(on);
    });
}

std::string png(char width, const std::string& text) {
    const auto chunk = [](std::string_view type, const std::string& data) {
        return std::string(3, '\0') + static_cast<char>(data.size()) + std::string(type) + data +
               "sum.";
    };
    const std::string size =
        std::string(3, '\0') + width + std::string(3, '\0') + '\1' + std::string(5, '\0');
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", size) + (text.empty() ? "" : chunk("tEXt", text)) +
           chunk("IEND", "");
}

std::string code_of(const result<receipt>& made) { return made ? made->id : made.error().code; }

}  // namespace

TEST_CASE("publishing: a first attempt asks nobody, a second looks before it publishes") {
    with_platform([](platform& on) -> task<void> {
        auto made = co_await on.attempt(0);
        CHECK(code_of(made) == "777");
        CHECK(on.looked == 0);
        made = co_await on.attempt(1);
        CHECK(on.looked == 1);
        CHECK(on.published == 2);
        on.seen = receipt{"776", ""};
        made = co_await on.attempt(1);
        CHECK(code_of(made) == "776");
        CHECK(on.published == 2);
    });
}

TEST_CASE("publishing: where the platform does not let us look, nobody claims to know") {
    with_platform([](platform& on) -> task<void> {
        on.seen = fail(error_kind::permanent, "x.forbidden", "the list is closed");
        const auto refused = co_await on.attempt(1);
        CHECK(code_of(refused) == "delivery.not_certain");
        CHECK(refused.error().detail.contains("x.forbidden"));
        on.seen = fail(error_kind::transient, "http.timeout", "no answer");
        const auto passing = co_await on.attempt(1);
        CHECK(passing.error().kind == error_kind::transient);
        on.instance.bounds.repeat = repeat_safety::none;
        const auto never = co_await on.attempt(1);
        CHECK(code_of(never) == "delivery.unknown_outcome");
        CHECK(on.published == 0);
    });
}

TEST_CASE("publishing: a plugin that breaks on the way may have published") {
    with_platform([](platform& on) -> task<void> {
        on.outcome = fail(error_kind::permanent, "plugin.threw", "out of cheese");
        on.seen = receipt{"778", ""};
        auto made = co_await on.attempt(0);
        CHECK(code_of(made) == "778");
        on.seen = std::nullopt;
        made = co_await on.attempt(0);
        CHECK(code_of(made) == "plugin.threw");  // and it is not there
        on.instance.bounds.repeat = repeat_safety::none;
        made = co_await on.attempt(0);
        CHECK(code_of(made) == "delivery.unknown_outcome");
    });
}

TEST_CASE("publishing: the same text twice is ours where it is found, and a refusal where not") {
    with_platform([](platform& on) -> task<void> {
        on.outcome = fail(error_kind::conflict, "x.duplicate_content", "the same text twice");
        on.seen = receipt{"779", ""};
        auto made = co_await on.attempt(0);
        CHECK(code_of(made) == "779");
        on.seen = std::nullopt;
        made = co_await on.attempt(0);
        CHECK(made.error().kind == error_kind::permanent);
    });
}

TEST_CASE(
    "publishing: pictures come from the helpdesk when the answer goes out, in order and clean") {
    with_platform([](platform& on) -> task<void> {
        on.enclosed = {{"2", "image/png", "the gate", 0}, {"1", "image/png", "", 0}};
        on.kept =
            std::map<std::string, std::string>{{"1", png(10, "by Petra")}, {"2", png(20, "")}};
        const auto made = co_await on.attempt(0);
        CHECK(code_of(made) == "777");
        REQUIRE(on.shown.size() == 2);
        CHECK(on.shown[0].width == 20);
        CHECK(on.shown[0].description == "the gate");
        CHECK(on.shown[1].media_type == "image/png");
        CHECK(on.shown[1].bytes == png(10, ""));
    });
}

TEST_CASE("publishing: an answer whose picture cannot be had waits, or goes back to its author") {
    with_platform([](platform& on) -> task<void> {
        on.enclosed = {{"1", "image/png", "", 0}};
        on.kept = fail(error_kind::unauthorized, "rt.unauthorized", "the token");
        auto made = co_await on.attempt(0);
        REQUIRE_FALSE(made);
        CHECK(made.error().kind == error_kind::transient);  // the platform's token is not to blame
        CHECK(made.error().detail.contains("rt.unauthorized"));
        on.kept = fail(error_kind::gone, "rt.not_found", "no attachment 1");
        made = co_await on.attempt(0);
        CHECK(code_of(made) == "reply.picture_gone");
        on.kept = std::map<std::string, std::string>{{"1", "MZ a program"}};
        made = co_await on.attempt(0);
        CHECK(code_of(made) == "picture.type");
        on.kept = std::map<std::string, std::string>{{"1", png(10, "")}};
        on.instance.bounds.max_picture_size = 20;
        made = co_await on.attempt(0);
        CHECK(code_of(made) == "reply.picture_too_large");
        on.helpdesk = nullptr;
        made = co_await on.attempt(0);
        CHECK(made.error().kind == error_kind::transient);
        CHECK(on.published == 0);
    });
}

TEST_CASE("PAIN-21: what the customer has deleted meanwhile is not answered") {
    with_platform([](platform& on) -> task<void> {
        message gone = tests::some_message("klm", "100");
        gone.kind = message_kind::deletion;
        gone.revision = "deleted";
        std::vector<journal::arrival> arrivals(1);
        arrivals[0].platform = "fake";
        arrivals[0].account = "klm";
        arrivals[0].items.messages.push_back(std::move(gone));
        auto counted = co_await on.journal->append(std::move(arrivals));
        tests::must(std::move(counted));
        const auto made = co_await on.attempt(0);
        CHECK(code_of(made) == "reply.deleted");
        CHECK(on.published == 0);
    });
}
