#include <fstream>

#include "journal/journal_fixture.hpp"
#include "store/database.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;

namespace {

constexpr const char* anna = "2244994945";  // who writes every `tweet`

message gossip(std::string object_id, std::string text = "Die koffers van KLM toch") {
    message item = tweet(std::move(object_id), std::move(text));
    item.addressed = false;
    return item;
}

struct unwatched : fixture {
    unwatched() { watch(false); }

    void watch(bool again, const std::string& platform = "x") {
        decisions made;
        made.unwatched.push_back({platform, anna, !again});
        run((*this)->decide(std::move(made)));
    }
};

std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator(file), {}};
}

// Words of theirs in the journal's file or in the log beside it.
bool traces_in(const fixture& journal) {
    return bytes_of(journal.path()).contains("koffers") ||
           bytes_of(journal.path().string() + "-wal").contains("koffers");
}

// Webhook requests that wait to be read; each third is theirs.
void store_requests(fixture& journal, int count) {
    for (int i = 0; i < count; ++i) {
        webhook_request request;
        request.body = gossip(std::to_string(i), i % 3 == 0 ? "Die koffers!" : "Waar?").text;
        request.body.append(static_cast<std::size_t>(i * 97 % 6'000), '.');
        journal.run(journal->store_request("klm", request));
    }
}

void read_requests(fixture& journal) {
    for (const inbox_item& item : journal.run(journal->take_requests({"klm"}, 0, 1'000))) {
        const bool theirs = item.request.body.contains("koffers");
        const std::string id = std::to_string(item.id);
        arrival made = from_x({theirs ? gossip(id) : tweet(id)});
        made.inbox_id = item.id;
        CHECK(journal.append(std::move(made)).filtered == (theirs ? 1 : 0));
    }
}

// Other ones each time: SQLite does not write what is there already.
void write_megabytes(fixture& journal, int count, char of) {
    decisions made;
    for (int i = 0; i < count; ++i)
        made.memory.push_back({"filler " + std::to_string(i), std::string(1'000'000, of)});
    journal.run(journal->decide(std::move(made)));
}

std::string only_hash(const std::filesystem::path& path) {
    stores::database file({"test", path}, stores::access::read);
    stores::statement query(file, "SELECT hash FROM unwatched");
    auto row = query();
    REQUIRE(row.next());
    return std::string(row.text(0));
}

}  // namespace

TEST_CASE("do not watch: what somebody merely says about us leaves a count and nothing else") {
    unwatched journal;
    CHECK(journal.append(from_x({gossip("100777"), gossip("100777")})) ==
          intake_counts{.received = 2, .filtered = 2});
    CHECK(journal.run(journal->newest()) == 0);
    const auto line = journal.line("klm");
    CHECK(line.counts == intake_counts{.received = 2, .filtered = 2});
    CHECK(journal.run(journal->account()).closes());
    journal.close();
    for (const char* end : {"", "-wal"}) {
        const std::string file = bytes_of(journal.path().string() + end);
        for (const char* trace : {"100777", "koffers", anna, "Anna"})
            CHECK_FALSE(file.contains(trace));
    }
}

TEST_CASE("do not watch: of a webhook request that was read nothing is left in the file") {
    unwatched journal;
    store_requests(journal, 200);
    REQUIRE(traces_in(journal));
    read_requests(journal);
    journal.close();
    CHECK_FALSE(traces_in(journal));
}

TEST_CASE("do not watch: nor in the log beside the file, one turn of it later") {
    unwatched journal;
    store_requests(journal, 50);
    read_requests(journal);
    REQUIRE(traces_in(journal));
    for (char of = 'a'; of < 'a' + 10; ++of) write_megabytes(journal, 1, of);
    CHECK_FALSE(traces_in(journal));
}

TEST_CASE("do not watch: a log that grew in a burst is cut, so that its end is no hiding place") {
    unwatched journal;
    const auto log_size = [&] {
        return std::filesystem::file_size(journal.path().string() + "-wal");
    };
    write_megabytes(journal, 20, 'a');
    CHECK(log_size() > 20'000'000);
    write_megabytes(journal, 1, 'b');
    CHECK(log_size() < 9'000'000);
}

TEST_CASE("do not watch: what is said to us, in public or in private, is still heard") {
    unwatched journal;
    auto in_private = gossip("101");
    in_private.kind = message_kind::direct_message;
    CHECK(journal.append(from_x({tweet("100"), in_private})).stored == 2);
}

TEST_CASE("do not watch: others are heard, and what we say, and the same id elsewhere") {
    unwatched journal;
    auto by_ben = gossip("100");
    by_ben.by.id = "1";
    auto by_nobody = gossip("101");
    by_nobody.by.id.clear();
    auto by_us = gossip("102");
    by_us.from = direction::from_us;
    auto elsewhere = gossip("103");
    elsewhere.platform = "mastodon";
    CHECK(journal.append(from_x({by_ben, by_nobody, by_us, elsewhere})).stored == 4);
}

TEST_CASE("do not watch: an author without an id cannot be put on the register") {
    fixture journal;
    decisions made;
    made.unwatched.push_back({"x", "", true});
    journal.run(journal->decide(made));
    auto by_nobody = gossip("100");
    by_nobody.by.id.clear();
    CHECK(journal.append(from_x({by_nobody})).stored == 1);
}

TEST_CASE("do not watch: that something we have was deleted must be known") {
    fixture journal;
    journal.append(from_x({gossip("100")}));
    decisions made;
    made.unwatched.push_back({"x", anna, true});
    journal.run(journal->decide(made));
    auto deletion = gossip("100", "");
    deletion.kind = message_kind::deletion;
    deletion.revision = "deleted";
    auto of_another = deletion;
    of_another.object_id = "101";
    CHECK(journal.append(from_x({deletion, of_another})) ==
          intake_counts{.received = 2, .stored = 1, .filtered = 1});
}

TEST_CASE("do not watch: it holds in the next run, until taken back") {
    unwatched journal;
    journal.reopen();
    CHECK(journal.append(from_x({gossip("100")})).filtered == 1);
    journal.watch(true, "mastodon");
    CHECK(journal.append(from_x({gossip("101")})).filtered == 1);
    journal.watch(true);
    CHECK(journal.append(from_x({gossip("102")})).stored == 1);
    journal.reopen();
    CHECK(journal.append(from_x({gossip("103")})).stored == 1);
}

TEST_CASE("do not watch: the same person has another hash in every journal") {
    const unwatched one;
    const unwatched other;
    CHECK(only_hash(one.path()).size() == 32);
    CHECK(only_hash(one.path()) != only_hash(other.path()));
}
