// The outbox against a model of its rules, through random histories.
#include <random>

#include "journal/outbox_fixture.hpp"

using namespace earshot;
using namespace earshot::journal;
using namespace earshot::journal::testing;
using std::chrono::seconds;

namespace {

constexpr int steps = 500;

struct known_item {
    std::string conversation;
    std::optional<timestamp> out_until;  // handed out
    timestamp due;                       // of a retry
    int attempts = 0;
};

class history {
public:
    explicit history(unsigned seed) : random_(seed) {}

    void step() {
        switch (below(8)) {
            case 0:
            case 1: return enqueue_some();
            case 2:
            case 3: return lease_some();
            case 4: return settle_some(outcome::done);
            case 5: return settle_some(outcome::retry);
            case 6: return below(4) == 0 ? restart() : settle_some(outcome::dead);
            default: journal_.clock.advance(seconds{below(20)});
        }
    }

    // Whatever happened, everything gets out in the end.
    void drain() {
        journal_.clock.advance(std::chrono::hours{1});
        for (std::size_t before = unsettled_.size() + 1; unsettled_.size() < before;) {
            before = unsettled_.size();
            lease_some();
            for (int i = 0; i < 50; ++i) settle_some(outcome::done);
        }
        CHECK(unsettled_.empty());
        CHECK(journal_.run(journal_->account()).closes());
    }

private:
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }

    void enqueue_some() {
        std::vector<enqueue> items;
        for (int i = below(5); i >= 0; --i) {
            const auto priority = static_cast<lane>(below(3));
            items.push_back(to(sink, ++about_, std::to_string(below(4)), priority));
            unsettled_[about_] = {.conversation = items.back().conversation};
        }
        journal_.enqueue_all(items);
    }

    void lease_some() {
        const timestamp now = journal_.clock.now();
        const auto items = journal_.lease(sink, 1 + below(6));
        std::set<sequence> together;
        for (const outbox_item& item : items) {
            check_may_go(item, together);
            known_item& known = unsettled_.at(item.about.seq);
            CHECK(item.attempts == known.attempts++);
            ids_[item.about.seq] = item.id;
            together.insert(item.about.seq);
        }
        for (const sequence about : together)
            unsettled_.at(about).out_until = now + std::chrono::minutes{1};
    }

    // Not out, due, and all before it in its conversation settled or handed out in this very call.
    void check_may_go(const outbox_item& item, const std::set<sequence>& together) {
        const timestamp now = journal_.clock.now();
        const known_item& known = unsettled_.at(item.about.seq);
        CHECK((!known.out_until || *known.out_until <= now));
        CHECK(known.due <= now);
        for (const auto& [about, other] : unsettled_)
            if (about < item.about.seq && other.conversation == known.conversation)
                CHECK(together.contains(about));
    }

    void settle_some(outcome how) {
        std::vector<sequence> out;
        for (const auto& [about, item] : unsettled_)
            if (item.out_until) out.push_back(about);
        if (out.empty()) return;
        const sequence about = out[static_cast<std::size_t>(below(static_cast<int>(out.size())))];
        settlement made{.id = ids_.at(about), .result = how, .code = "test"};
        made.due = journal_.clock.now() + seconds{below(30)};
        journal_.settle(made);
        if (how != outcome::retry) {
            unsettled_.erase(about);
        } else {
            unsettled_.at(about).out_until.reset();
            unsettled_.at(about).due = made.due;
        }
    }

    void restart() {
        journal_.reopen();
        for (auto& [about, item] : unsettled_) item.out_until.reset();
    }

    fixture journal_;
    std::mt19937 random_;
    sequence about_ = 0;
    std::map<sequence, known_item> unsettled_;  // by what it is about; they ascend like the ids
    std::map<sequence, std::int64_t> ids_;
};

}  // namespace

TEST_CASE("outbox: in any history order is kept, nothing is out twice, and all gets out") {
    const auto seed = GENERATE(1U, 2U, 3U);
    history some(seed);
    for (int i = 0; i < steps; ++i) some.step();
    some.drain();
}
