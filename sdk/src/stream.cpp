#include "earshot/stream.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace earshot::stream {

namespace {

using outcomes = std::vector<result<receipt>>;
using names = std::set<std::string, std::less<>>;

std::string kind_of(const event_origin& from, const std::string& type) {
    constexpr std::string_view version = ".v1";
    const std::size_t begin = from.type_prefix.size() + 1;
    return type.substr(begin, type.size() - begin - version.size());
}

record record_of(const event_origin& from, cloud_event event) {
    record made;
    made.kind = kind_of(from, event.type);
    made.payload = to_json(event);
    made.order = {event.partition_key};
    made.event = std::move(event);
    return made;
}

bool any_of(const std::vector<std::string>& wanted, const names& in) {
    return std::ranges::any_of(wanted, [&](const auto& one) { return in.contains(one); });
}

error not_tried() {
    return {error_kind::transient, "stream.not_tried",
            "an earlier event of the same conversation did not arrive"};
}

// What holds up one holds up those behind it, and is their reason too; where one is given up, only
// that one is.
error behind(const error& first) {
    switch (first.kind) {
        case error_kind::transient:
        case error_kind::throttled:
        case error_kind::unauthorized:
        case error_kind::scope_missing: return first;
        default: return not_tried();
    }
}

// The records of one call, and what became of them so far.
class voyage {
public:
    explicit voyage(const std::vector<record>& records)
        : records_(records), outcomes_(records.size(), std::unexpected(not_tried())) {
        for (std::size_t i = 0; i < records.size(); ++i) waiting_.push_back(i);
    }

    // Those that nothing stands before; none: that was all.
    std::vector<std::size_t> next_wave() {
        names before;
        std::vector<std::size_t> wave;
        std::vector<std::size_t> later;
        for (const std::size_t i : waiting_) {
            const auto& order = records_[i].order;
            if (const error* why = stopped(order)) {
                const error reason = *why;
                block(order, reason);
                outcomes_[i] = std::unexpected(reason);
                continue;
            }
            (any_of(order, before) ? later : wave).push_back(i);
            before.insert(order.begin(), order.end());
        }
        waiting_ = std::move(later);
        return wave;
    }

    void arrived(const std::vector<std::size_t>& wave, outcomes found) {
        for (std::size_t i = 0; i < wave.size(); ++i) {
            if (!found[i]) block(records_[wave[i]].order, behind(found[i].error()));
            outcomes_[wave[i]] = std::move(found[i]);
        }
    }

    outcomes end() { return std::move(outcomes_); }

private:
    // Why something of this order did not arrive; null: nothing did not.
    const error* stopped(const std::vector<std::string>& order) const {
        for (const std::string& one : order)
            if (const auto found = stopped_.find(one); found != stopped_.end())
                return &found->second;
        return nullptr;
    }

    void block(const std::vector<std::string>& order, const error& why) {
        for (const std::string& one : order) stopped_.emplace(one, why);
    }

    const std::vector<record>& records_;
    std::vector<std::size_t> waiting_;
    std::map<std::string, error, std::less<>> stopped_;  // something of it did not arrive
    outcomes outcomes_;
};

template <class Item>
std::vector<record> records_of(const event_origin& from, const std::vector<Item>& items) {
    std::vector<record> made;
    made.reserve(items.size());
    for (const Item& one : items) made.push_back(stream::record_of(from, one));
    return made;
}

const reply* answer_in(const notice& one) {
    if (const auto* published = std::get_if<answer_published>(&one.what)) return &published->answer;
    if (const auto* refused = std::get_if<answer_refused>(&one.what)) return &refused->answer;
    return nullptr;
}

}  // namespace

record record_of(const event_origin& from, const sink_item& one) {
    record made = record_of(from, event_of(from, one));
    made.platform = one.item.platform;
    made.account = one.item.account;
    made.repeated = one.repeated;
    const std::string& thread = one.item.thread_id;
    if (!thread.empty())
        made.order.push_back(name_of(message_place{made.platform, made.account, thread}));
    return made;
}

record record_of(const event_origin& from, const notice& one) {
    record made = record_of(from, event_of(from, one));
    made.repeated = one.repeated;
    if (const reply* answer = answer_in(one)) {
        made.platform = answer->platform;
        made.account = answer->account;
    } else {
        made.platform = std::get<gap_found>(one.what).platform;
        made.account = std::get<gap_found>(one.what).account;
    }
    return made;
}

outcomes publish_in_order(publisher& to, const std::vector<record>& records, std::stop_token stop) {
    voyage way(records);
    for (auto wave = way.next_wave(); !wave.empty() && !stop.stop_requested();
         wave = way.next_wave()) {
        std::vector<const record*> sent;
        for (const std::size_t i : wave) sent.push_back(&records[i]);
        way.arrived(wave, to.publish(sent, stop));
    }
    return way.end();
}

writer::writer(publisher& to, event_origin from, std::string thread)
    : to_(to), from_(std::move(from)), thread_(std::move(thread)) {}

writer::~writer() {
    thread_.run_and_wait([this] { to_.close(); });
}

task<outcomes> writer::deliver(std::vector<sink_item> items) {
    return write(records_of(from_, items));
}

task<outcomes> writer::inform(std::vector<notice> items) { return write(records_of(from_, items)); }

task<outcomes> writer::write(std::vector<record> records) {
    outcomes found;
    own_thread::work job = [&](std::stop_token stop) {
        found = publish_in_order(to_, records, std::move(stop));
    };
    co_await thread_.run(std::move(job));
    co_return found;
}

}  // namespace earshot::stream
