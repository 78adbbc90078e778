#include "delivery/destination.hpp"
#include "delivery/notice_reader.hpp"

namespace earshot::delivery {

namespace {

using outcomes = std::vector<result<receipt>>;
using items = std::vector<journal::outbox_item>;

bool is_message(const journal::outbox_item& item) {
    return item.about.kind == journal::entry_kind::message;
}

class sink_destination final : public destination {
public:
    sink_destination(plugins::instance& target, journal::journal& journal)
        : target_(target), notices_(journal), name_("sink:" + target.name()) {}

    const std::string& name() const override { return name_; }
    sink_capacity capacity() const override { return target_.capacity(); }

    std::optional<journal::sink_kind> kind() const override {
        return journal::sink_kind{name_, target_.plugin(), target_.informs(),
                                  target_.capacity().cases_only};
    }

    // Messages and notices take different calls; what is next to each other and alike goes in one.
    task<outcomes> send(items all) override {
        outcomes made;
        made.reserve(all.size());
        for (std::size_t at = 0; at < all.size();) {
            std::size_t end = at + 1;
            while (end < all.size() && is_message(all[end]) == is_message(all[at])) ++end;
            const items run(all.begin() + static_cast<std::ptrdiff_t>(at),
                            all.begin() + static_cast<std::ptrdiff_t>(end));
            auto ended = co_await send_in_order(run, all, made);
            std::ranges::move(ended, std::back_inserter(made));
            at = end;
        }
        co_return made;
    }

    task<result<std::optional<receipt>>> find_earlier_attempt(journal::outbox_item) override {
        co_return std::nullopt;  // a sink knows by the key, when it is sent again
    }

private:
    // What comes after a failure in its conversation waits.
    task<outcomes> send_in_order(items run, const items& all, const outcomes& before) {
        outcomes made(run.size());
        items free;
        std::vector<std::size_t> at;
        for (std::size_t i = 0; i < run.size(); ++i) {
            if (is_blocked(run[i].conversation, all, before)) {
                made[i] = fail(error_kind::transient, "delivery.behind",
                               "an earlier item of the conversation has not been taken");
                continue;
            }
            at.push_back(i);
            free.push_back(std::move(run[i]));
        }
        if (free.empty()) co_return made;
        const bool messages = is_message(free.front());
        outcomes ended;
        if (messages)
            ended = co_await deliver(std::move(free));
        else
            ended = co_await inform(std::move(free));
        for (std::size_t i = 0; i < at.size(); ++i) made[at[i]] = std::move(ended[i]);
        co_return made;
    }

    static bool is_blocked(const std::string& conversation, const items& all,
                           const outcomes& before) {
        for (std::size_t i = 0; i < before.size(); ++i)
            if (!before[i] && all[i].conversation == conversation) return true;
        return false;
    }

    task<outcomes> deliver(items sent) {
        outcomes made(sent.size());
        std::vector<std::size_t> at;
        std::vector<sink_item> readable;
        for (std::size_t i = 0; i < sent.size(); ++i) {
            auto item = message_from_json(sent[i].about.body);
            if (!item) {
                made[i] = std::unexpected(item.error());
                continue;
            }
            item->stored = sent[i].about.at;
            at.push_back(i);
            readable.push_back({sent[i].key, std::move(*item), sent[i].attempts > 0,
                                std::move(sent[i].understood)});
        }
        if (readable.empty()) co_return made;
        auto answers = co_await target_.deliver(std::move(readable));
        for (std::size_t i = 0; i < at.size(); ++i) made[at[i]] = std::move(answers[i]);
        co_return made;
    }

    task<outcomes> inform(items sent) {
        outcomes made(sent.size());
        std::vector<std::size_t> at;
        std::vector<notice> readable;
        for (std::size_t i = 0; i < sent.size(); ++i) {
            auto told = co_await notices_.read(sent[i]);
            if (!told) {
                made[i] = std::unexpected(told.error());
                continue;
            }
            at.push_back(i);
            readable.push_back(std::move(*told));
        }
        if (readable.empty()) co_return made;
        auto answers = co_await target_.inform(std::move(readable));
        for (std::size_t i = 0; i < at.size(); ++i) made[at[i]] = std::move(answers[i]);
        co_return made;
    }

    plugins::instance& target_;
    notice_reader notices_;
    std::string name_;
};

}  // namespace

std::unique_ptr<destination> make_sink_destination(plugins::instance& target,
                                                   journal::journal& journal) {
    return std::make_unique<sink_destination>(target, journal);
}

}  // namespace earshot::delivery
