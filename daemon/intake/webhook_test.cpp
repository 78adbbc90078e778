#include "base/task_scope.hpp"
#include "catch.hpp"
#include "earshot/signature.hpp"
#include "intake/webhook_reader.hpp"
#include "intake/webhook_receiver.hpp"
#include "run_task.hpp"
#include "scripted_instance.hpp"
#include "temporary_journal.hpp"

using namespace earshot;
namespace asio = boost::asio;

namespace {

std::shared_ptr<tests::scripted_instance> signed_source() {
    auto source = std::make_shared<tests::scripted_instance>("klm", "x");
    webhook_route events;
    events.name = "events";
    events.scheme.header = "x-signature";
    events.scheme.prefix = "sha256=";
    events.scheme.secret_field = "consumer_secret";
    source->hooks.push_back(events);
    return source;
}

net::server_request post(std::string body, const std::string& key = "secret") {
    net::server_request out;
    out.method = "POST";
    out.path = "/hooks/klm/events";
    out.headers.emplace_back("x-signature", "sha256=" + to_base64(hmac(hash::sha256, key, body)));
    out.body = std::move(body);
    return out;
}

class hooks {
public:
    hooks(asio::any_io_executor loop, std::shared_ptr<tests::scripted_instance> source)
        : journal(loop),
          receiver(*journal, journal.clock, journal.log, [this] { reader.wake(); }),
          reader(loop, *journal, journal.clock, journal.log, [this] { ++batches; }),
          scope_(loop, journal.log) {
        receiver.serve({source});
        reader.serve({source});
    }

    task<void> read_until(std::function<bool(const journal::ledger&)> done) {
        scope_.spawn("reader", reader.run());
        for (int i = 0;; ++i) {
            auto account = co_await journal->account();
            if (done(tests::must(std::move(account)))) break;
            if (i == 2'000) throw std::runtime_error("the ledger never came to that");
            journal.clock.advance(duration{100});
            reader.wake();
            co_await journal.round();
        }
        scope_.cancel();
        co_await scope_.join();
    }

    tests::temporary_journal journal;
    intake::webhook_receiver receiver;
    intake::webhook_reader reader;
    int batches = 0;

private:
    base::task_scope scope_;
};

bool all_read(const journal::ledger& now) {
    for (const journal::ledger_line& line : now.intake)
        if (line.unread > 0) return false;
    return !now.intake.empty();
}

// One message for each word of the body; `bad` is malformed.
result<batch> words(const webhook_request& request) {
    batch out;
    std::string word;
    for (const char c : request.body + " ") {
        if (c != ' ') {
            word += c;
            continue;
        }
        if (word == "bad")
            out.rejects.push_back({word, "not a message", ""});
        else
            out.messages.push_back(tests::some_message("", word));
        word.clear();
    }
    return out;
}

}  // namespace

TEST_CASE("PAIN-5: a signed request is kept before it is answered, and read afterwards") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        source->on_accept = words;
        hooks on(loop, source);
        const auto answer = co_await on.receiver.answer(post("a1 a2 bad a3"));
        CHECK(answer.status == 200);
        auto kept = co_await on.journal->account();
        CHECK(tests::must(std::move(kept)).intake.at(0).unread == 1);
        co_await on.read_until(all_read);
        auto account = co_await on.journal->account();
        const journal::ledger ledger = tests::must(std::move(account));
        CHECK(ledger.intake.at(0).counts.stored == 3);
        CHECK(ledger.intake.at(0).counts.quarantined == 1);
        CHECK(ledger.closes());
        CHECK(on.batches == 1);
    });
}

TEST_CASE("webhook: the same request twice is one set of messages") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        source->on_accept = words;
        hooks on(loop, source);
        for (int i = 0; i < 2; ++i) {
            const auto answer = co_await on.receiver.answer(post("a1 a2"));
            CHECK(answer.status == 200);
        }
        co_await on.read_until(all_read);
        auto account = co_await on.journal->account();
        const journal::ledger ledger = tests::must(std::move(account));
        CHECK(ledger.intake.at(0).counts.stored == 2);
        CHECK(ledger.intake.at(0).counts.duplicates == 2);
    });
}

TEST_CASE("webhook: what is not signed with our key is refused and nothing is kept") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        hooks on(loop, source);
        const auto forged = co_await on.receiver.answer(post("a1", "another key"));
        CHECK(forged.status == 401);
        net::server_request bare = post("a1");
        bare.headers.clear();
        const auto unsigned_one = co_await on.receiver.answer(std::move(bare));
        CHECK((unsigned_one.status == 400 || unsigned_one.status == 401));
        auto account = co_await on.journal->account();
        for (const auto& line : tests::must(std::move(account)).intake) CHECK(line.unread == 0);
        CHECK(on.journal.log.has("intake.refused", "klm"));
    });
}

TEST_CASE("webhook: a shared secret lets a request in and is not kept with it") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        source->hooks.front().scheme.proof = webhook_proof::shared_secret;
        std::optional<webhook_request> seen;
        source->on_accept = [&](const webhook_request& request) {
            seen = request;
            return words(request);
        };
        hooks on(loop, source);
        net::server_request request = post("a1");
        request.headers = {{"x-signature", "sha256=secret"}, {"x-delivery", "7"}};
        const auto answer = co_await on.receiver.answer(std::move(request));
        CHECK(answer.status == 200);
        co_await on.read_until(all_read);
        REQUIRE(seen);
        REQUIRE(seen->headers.size() == 1);
        CHECK(seen->headers[0].first == "x-delivery");
    });
}

TEST_CASE("PAIN-35: a challenge is answered by the plugin without touching the journal") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        hooks on(loop, source);
        net::server_request challenge;
        challenge.method = "GET";
        challenge.path = "/hooks/klm/events";
        challenge.query = "crc_token=abc";
        const auto answer = co_await on.receiver.answer(std::move(challenge));
        CHECK(answer.status == 200);
        CHECK(answer.body == "crc_token=abc");
    });
}

TEST_CASE("webhook: unknown addresses and other methods get their own answers") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        hooks on(loop, source);
        net::server_request other = post("a1");
        other.path = "/hooks/klm/other";
        const auto lost = co_await on.receiver.answer(std::move(other));
        CHECK(lost.status == 404);
        net::server_request put = post("a1");
        put.method = "PUT";
        const auto wrong = co_await on.receiver.answer(std::move(put));
        CHECK(wrong.status == 405);
    });
}

TEST_CASE("webhook: a request that nobody can read is put aside with its bytes") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        source->on_accept = [](const webhook_request&) -> result<batch> {
            return fail(error_kind::invalid, "x.body", "not JSON");
        };
        hooks on(loop, source);
        const auto answer = co_await on.receiver.answer(post("<html>"));
        CHECK(answer.status == 200);
        co_await on.read_until(all_read);
        auto aside = co_await on.journal->quarantine(10);
        const auto items = tests::must(std::move(aside));
        REQUIRE(items.size() == 1);
        CHECK(items[0].reason == "not JSON");
        CHECK(items[0].raw.find("<html>") != std::string::npos);
    });
}

TEST_CASE("webhook: a request on which the plugin fails each time is put aside, others go on") {
    tests::run_on_loop([](asio::any_io_executor loop) -> task<void> {
        auto source = signed_source();
        int failures = 0;
        source->on_accept = [&](const webhook_request& request) -> result<batch> {
            if (request.body == "poison") {
                ++failures;
                return fail(error_kind::permanent, "plugin.threw", "out of cheese");
            }
            return words(request);
        };
        hooks on(loop, source);
        for (const char* body : {"a1", "poison", "a2"}) {
            const auto answer = co_await on.receiver.answer(post(body));
            CHECK(answer.status == 200);
        }
        co_await on.read_until(all_read);
        CHECK(failures == 3);
        auto account = co_await on.journal->account();
        const journal::ledger ledger = tests::must(std::move(account));
        CHECK(ledger.intake.at(0).counts.stored == 2);
        CHECK(ledger.intake.at(0).counts.quarantined == 1);
        CHECK(ledger.closes());
    });
}
