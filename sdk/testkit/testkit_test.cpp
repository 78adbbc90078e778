#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::testkit {
namespace {

constexpr field table[] = {
    {"handle", field_type::text, presence::required, nullptr, nullptr, ""},
    {"limit", field_type::integer, presence::optional, "280", nullptr, ""},
    {"page", field_type::size, presence::optional, "64KiB", nullptr, ""},
    {"every", field_type::duration, presence::optional, "15m", nullptr, ""},
    {"on", field_type::boolean, presence::optional, "true", nullptr, ""},
    {"plan", field_type::choice, presence::optional, "small", "small,large", ""},
    {"tags", field_type::text_list, presence::optional, "[a, b]", nullptr, ""},
    {"token", field_type::secret, presence::optional, nullptr, nullptr, ""},
};

std::vector<std::string> pieces(std::string_view text) {
    std::vector<std::string> found;
    for (const grapheme& one : plain_text().graphemes(text)) found.emplace_back(one.bytes);
    return found;
}

TEST_CASE("configured: fallbacks of every type are read as the host reads them") {
    const settings made = configured(table, {{"handle", "brand"}});
    CHECK(made.text("handle") == "brand");
    CHECK(made.integer("limit") == 280);
    CHECK(made.integer("page") == 65'536);
    CHECK(made.span("every") == std::chrono::minutes(15));
    CHECK(made.boolean("on"));
    CHECK(made.text("plan") == "small");
    CHECK(made.list("tags") == std::vector<std::string>{"a", "b"});
    CHECK_FALSE(made.has("token"));
}

TEST_CASE("configured: what the host would refuse is refused") {
    CHECK_THROWS_AS(configured(table, {}), std::invalid_argument);
    CHECK_THROWS_AS(configured(table, {{"handle", "b"}, {"hanlde", "b"}}), std::invalid_argument);
    CHECK_THROWS_AS(configured(table, {{"handle", "b"}, {"plan", "vast"}}), std::invalid_argument);
}

TEST_CASE("fake_http: answers are given once, in order, and requests are kept") {
    fake_http http;
    http.answer("GET", "https://a.example/", 200, "first");
    http.answer("GET", "https://a.example/", 503, "second", {{"retry-after", "5"}});
    http.fail("POST", "https://a.example/", error(error_kind::transient, "http.timeout", "slow"));
    CHECK(run(http.send(http_request("GET", "https://a.example/x")))->body == "first");
    const auto second = run(http.send(http_request("GET", "https://a.example/y")));
    CHECK(second->status == 503);
    CHECK(second->header("retry-after") == "5");
    CHECK(http.unused() == 1);
    CHECK(run(http.send(http_request("POST", "https://a.example/"))).error().code ==
          "http.timeout");
    CHECK(http.requests().size() == 3);
    CHECK(http.last().method == "POST");
}

TEST_CASE("fake_http: a request nobody prepared for fails and says which") {
    fake_http http;
    http.always("GET", "https://a.example/", 200, "again");
    CHECK(run(http.send(http_request("GET", "https://a.example/1")))->body == "again");
    CHECK(run(http.send(http_request("GET", "https://a.example/2")))->body == "again");
    const auto other = run(http.send(http_request("PUT", "https://a.example/3")));
    REQUIRE_FALSE(other);
    CHECK(other.error().code == "testkit.unexpected");
    CHECK(other.error().detail.find("PUT https://a.example/3") != std::string::npos);
}

TEST_CASE("fake_host: every service is found, and one can be taken away") {
    fake_host host(configured(table, {{"handle", "brand"}}));
    CHECK(&use<earshot::http>(host) == &host.http);
    CHECK(&use<earshot::oauth>(host) == &host.oauth);
    CHECK(&use<earshot::secrets>(host) == &host.secrets);
    CHECK(&use<earshot::store>(host) == &host.store);
    CHECK(&use<earshot::vault>(host) == &host.vault);
    CHECK(&use<earshot::clock>(host) == &host.clock);
    CHECK(&use<earshot::log>(host) == &host.log);
    CHECK(&use<earshot::metrics>(host) == &host.metrics);
    CHECK(&use<earshot::routes>(host) == &host.routes);
    CHECK(&use<earshot::ids>(host) == &host.ids);
    CHECK(use<earshot::text>(host).valid_utf8("tijd"));
    CHECK(&use<earshot::files>(host) == &host.files);
    fake_clock other;
    host.offer<earshot::clock>(other);
    CHECK(&use<earshot::clock>(host) == &other);
    host.lacks(earshot::text::id);
    CHECK_THROWS_AS(use<earshot::text>(host), std::runtime_error);
}

TEST_CASE("fake_oauth: a rejected token is followed by another") {
    fake_oauth oauth;
    CHECK(*run(oauth.access_token({"https://a.example/token", "id", "", "refresh_token"})) ==
          "token-1");
    oauth.reject("token-1");
    oauth.reject("token-1");
    CHECK(*run(oauth.access_token({})) == "token-2");
    oauth.refuse(error(error_kind::unauthorized, "oauth.refused", "grant access again"));
    CHECK(run(oauth.access_token({})).error().kind == error_kind::unauthorized);
}

TEST_CASE("fake_ids: the same on every run, and as long as asked for") {
    fake_ids ids;
    CHECK(ids.next() == "00000000-0000-7000-8000-000000000001");
    CHECK(ids.next() > "00000000-0000-7000-8000-000000000001");
    CHECK(ids.nonce(8) == "00000001");
    CHECK(ids.nonce(32).size() == 32);
}

TEST_CASE("fake_store: values are kept, and too large ones refused") {
    fake_store store;
    CHECK(run(store.put("key", "value")));
    CHECK(*run(store.get("key")) == "value");
    CHECK_FALSE(run(store.get("other"))->has_value());
    CHECK(run(store.put(std::string(257, 'k'), "")).error().kind == error_kind::invalid);
}

TEST_CASE("fake_vault: what is kept in a turn is found in the next, and no turn is taken twice") {
    fake_vault vault;
    const auto first = run(vault.take());
    CHECK(first->kept.empty());
    CHECK(run(vault.take()).error().code == "testkit.vault");
    CHECK(run(vault.keep(first->number, "tokens")));
    vault.end(first->number);
    CHECK(run(vault.keep(first->number, "late")).error().kind == error_kind::conflict);
    CHECK(run(vault.take())->kept == "tokens");
}

TEST_CASE("fake_files: lines are appended, read in parts, and rotated as asked") {
    fake_files files;
    CHECK(run(files.read("/var/a", 0, 10)).error().code == "file.missing");
    CHECK(run(files.append(append_request("/var/a", "one\n"))));
    append_request more("/var/a", "two\n");
    more.rotate_size = 6;
    more.keep = 1;
    const std::uint64_t before = run(files.read("/var/a", 0, 10))->identity;
    CHECK(run(files.append(std::move(more))));
    CHECK(files.bytes("/var/a") == "two\n");
    CHECK(run(files.read("/var/a.1", 1, 2))->bytes == "ne");
    CHECK(run(files.read("/var/a.1", 9, 2))->bytes.empty());
    CHECK(run(files.read("/var/a.1", 0, 9))->identity == before);
    CHECK(run(files.read("/var/a", 0, 9))->identity != before);
    files.fail(error(error_kind::transient, "file.disk_full", "no room"));
    CHECK(run(files.append(append_request("/var/a", "x\n"))).error().code == "file.disk_full");
    files.mend();
    CHECK(run(files.append(append_request("/var/a", "x\n"))));
}

TEST_CASE("recording_log: events are counted and searched") {
    recording_log log;
    log.write(log_level::warning, "x.refused", {{"post", "17"}});
    CHECK(log.count("x.refused") == 1);
    CHECK(log.mentions("17"));
    CHECK_FALSE(log.mentions("token"));
}

TEST_CASE("plain_text: bytes that are not UTF-8 are told apart") {
    const plain_text text;
    CHECK(text.valid_utf8("vlucht geannuleerd, ¿y ahora? 遅延 😷"));
    CHECK_FALSE(text.valid_utf8("\x80"));
    CHECK_FALSE(text.valid_utf8("\xC3"));
    CHECK_FALSE(text.valid_utf8("\xC0\xAF"));
    CHECK_FALSE(text.valid_utf8("\xED\xA0\x80"));
    CHECK_FALSE(text.valid_utf8("\xF4\x90\x80\x80"));
}

TEST_CASE("plain_text: what a person sees as one character is one grapheme") {
    CHECK(pieces("e\u0301a") == std::vector<std::string>{"e\u0301", "a"});
    CHECK(pieces("👨‍👩‍👧‍👦!") ==
          std::vector<std::string>{"👨‍👩‍👧‍👦", "!"});
    CHECK(pieces("🇳🇱🇯🇵") == std::vector<std::string>{"🇳🇱", "🇯🇵"});
    CHECK(pieces("1⃣2") == std::vector<std::string>{"1⃣", "2"});
    CHECK(pieces("🙋🏽\r\n") == std::vector<std::string>{"🙋🏽", "\r\n"});
    CHECK(plain_text().graphemes("🙋🏽").front().emoji);
    CHECK(plain_text().graphemes("1⃣").front().emoji);
    CHECK_FALSE(plain_text().graphemes("é").front().emoji);
}

TEST_CASE("plain_text: HTML loses its tags and keeps its words") {
    CHECK(plain_text().html_to_text("<p>A &amp; B &lt;3</p><br") == "A & B <3");
}

TEST_CASE("run: what leaves a task reaches the test") {
    const auto thrower = []() -> task<int> {
        throw std::runtime_error("broken");
        co_return 1;
    };
    CHECK_THROWS_AS(run(thrower()), std::runtime_error);
}

}  // namespace
}  // namespace earshot::testkit
