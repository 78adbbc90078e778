#include "journal/sqlite_journal.hpp"

#include "journal/connections.hpp"
#include "journal/hour_ledger.hpp"
#include "store/file_lock.hpp"

namespace earshot::journal {

namespace {

using stores::access;

std::filesystem::path lock_path(std::filesystem::path path) { return path += ".lock"; }

std::unexpected<error> gone(std::string code, std::string sentence) {
    return fail(error_kind::gone, std::move(code), std::move(sentence));
}

class sqlite_journal final : public journal {
public:
    sqlite_journal(const std::filesystem::path& path, const boost::asio::any_io_executor& loop,
                   const clock& time, log& events)
        : lock_(named(lock_path(path))),
          clock_(time),
          writing_(path, time, events),
          reading_(path),
          looking_(path),
          writer_(writing_.file, access::read_write, loop, writing_.hooks()),
          reader_(reading_.file, access::read, loop),
          overview_(looking_.file, access::read, loop) {}

    // Before anything is under way.
    sequence last_entry() { return reading_.log.newest(); }

    // --- intake ---

    task<result<std::int64_t>> store_request(std::string instance,
                                             webhook_request request) override {
        return writer_.run([this, instance = std::move(instance),
                            request = std::move(request)]() -> result<std::int64_t> {
            return writing_.requests.add(instance, request);
        });
    }

    task<result<std::vector<inbox_item>>> take_requests(std::vector<std::string> instances,
                                                        std::int64_t after_id, int limit) override {
        return writer_.run([this, instances = std::move(instances), after_id,
                            limit]() -> result<std::vector<inbox_item>> {
            return writing_.requests.take(instances, after_id, limit);
        });
    }

    task<result<void>> quarantine_request(std::int64_t inbox_id, std::string platform,
                                          std::string reason) override {
        return writer_.run([this, inbox_id, platform = std::move(platform),
                            reason = std::move(reason)]() -> result<void> {
            if (writing_.intake.quarantine(inbox_id, platform, reason, clock_.now())) return {};
            return gone("journal.no_request", "There is no stored webhook request " +
                                                  std::to_string(inbox_id) + " any more");
        });
    }

    task<result<std::vector<intake_counts>>> append(std::vector<arrival> arrivals) override {
        return writer_.run(
            [this, arrivals = std::move(arrivals)]() mutable -> result<std::vector<intake_counts>> {
                std::vector<intake_counts> counts;
                counts.reserve(arrivals.size());
                for (arrival& each : arrivals)
                    counts.push_back(writing_.intake.append(each, clock_.now()));
                return counts;
            });
    }

    task<result<std::string>> cursor(std::string platform, std::string account) override {
        return reader_.run([this, platform = std::move(platform),
                            account = std::move(account)]() -> result<std::string> {
            return reading_.log.cursor(platform, account);
        });
    }

    // --- the log ---

    task<result<sequence>> record(std::string body) override {
        return writer_.run([this, body = std::move(body)]() -> result<sequence> {
            const sequence seq = writing_.log_entries.next();
            writing_.log_entries.write(clock_.now(), entry_kind::command, body);
            return seq;
        });
    }

    task<result<std::vector<entry>>> read(sequence after, int limit) override {
        return reader_.run([this, after, limit]() -> result<std::vector<entry>> {
            return reading_.log.read(after, limit);
        });
    }

    task<result<sequence>> newest() override {
        return reader_.run([this]() -> result<sequence> { return reading_.log.newest(); });
    }

    task<result<entry>> find_message(std::string platform, std::string account,
                                     std::string object_id) override {
        return reader_.run([this, platform = std::move(platform), account = std::move(account),
                            object_id = std::move(object_id)]() -> result<entry> {
            if (auto found = reading_.log.find_message(platform, account, object_id))
                return std::move(*found);
            return gone("journal.no_message", "No message " + platform + "/" + account + "/" +
                                                  object_id + " is in the journal");
        });
    }

    task<result<std::vector<sequence>>> handed_over(std::string destination,
                                                    std::string conversation,
                                                    std::vector<sequence> messages,
                                                    timestamp by) override {
        return reader_.run([this, destination = std::move(destination),
                            conversation = std::move(conversation), messages = std::move(messages),
                            by]() -> result<std::vector<sequence>> {
            return reading_.memory.handed_over(destination, conversation, messages, by);
        });
    }

    task<result<std::vector<sequence>>> on_the_way(std::string destination,
                                                   std::string conversation,
                                                   std::vector<sequence> messages,
                                                   timestamp by) override {
        return reader_.run([this, destination = std::move(destination),
                            conversation = std::move(conversation), messages = std::move(messages),
                            by]() -> result<std::vector<sequence>> {
            return reading_.memory.on_the_way(destination, conversation, messages, by);
        });
    }

    task<result<std::vector<answer_copy>>> copies_before(sequence answer) override {
        return reader_.run([this, answer]() -> result<std::vector<answer_copy>> {
            return reading_.memory.copies_before(answer);
        });
    }

    task<result<std::string>> raw(sequence seq) override {
        return reader_.run([this, seq]() -> result<std::string> {
            if (auto found = reading_.log.raw(seq)) return std::move(*found);
            return gone("journal.no_raw", "The raw payload of entry " + std::to_string(seq) +
                                              " is not in the journal (any more)");
        });
    }

    // --- desk ---

    task<result<sequence>> desk_position() override {
        return reader_.run([this]() -> result<sequence> { return reading_.log.desk_position(); });
    }

    task<result<void>> decide(decisions made) override {
        return writer_.run([this, made = std::move(made)]() -> result<void> {
            writing_.care.keep(made);
            writing_.delivery.decide(made, clock_.now());
            return {};
        });
    }

    task<result<std::vector<sink_kind>>> sinks() override {
        return overview_.run(
            [this]() -> result<std::vector<sink_kind>> { return looking_.all.sinks(); });
    }

    task<result<std::int64_t>> note_sink(sink_kind seen) override {
        return writer_.run([this, seen = std::move(seen)]() -> result<std::int64_t> {
            return writing_.delivery.note_sink(seen);
        });
    }

    task<result<std::vector<remembered>>> recall(std::vector<std::string> keys) override {
        return reader_.run(
            [this, keys = std::move(keys)]() mutable -> result<std::vector<remembered>> {
                return reading_.memory.recall(std::move(keys));
            });
    }

    // --- delivery ---

    task<result<std::vector<outbox_item>>> lease(std::string destination, timestamp now,
                                                 timestamp lease_until, int limit) override {
        return writer_.run([this, destination = std::move(destination), now, lease_until,
                            limit]() -> result<std::vector<outbox_item>> {
            return writing_.delivery.lease(destination, now, lease_until, limit);
        });
    }

    task<result<void>> settle(std::vector<settlement> outcomes) override {
        return writer_.run([this, outcomes = std::move(outcomes)]() -> result<void> {
            writing_.delivery.settle(outcomes, clock_.now());
            return {};
        });
    }

    task<result<timestamp>> next_due(std::string destination) override {
        return reader_.run([this, destination = std::move(destination)]() -> result<timestamp> {
            return reading_.log.next_due(destination);
        });
    }

    task<result<std::vector<waiting_item>>> waiting(std::string destination, timestamp expiring_by,
                                                    int limit) override {
        return overview_.run([this, destination = std::move(destination), expiring_by,
                              limit]() -> result<std::vector<waiting_item>> {
            return looking_.all.waiting(destination, expiring_by, limit);
        });
    }

    // --- operators ---

    task<result<std::vector<outbox_summary>>> outbox() override {
        return overview_.run(
            [this]() -> result<std::vector<outbox_summary>> { return looking_.all.outbox(); });
    }

    task<result<std::vector<dead_letter>>> dead_letters(dead_filter which, int limit) override {
        return overview_.run(
            [this, which = std::move(which), limit]() -> result<std::vector<dead_letter>> {
                return looking_.all.dead_letters(which, limit);
            });
    }

    task<result<std::int64_t>> replay_dead(dead_filter which, bool dry_run) override {
        return writer_.run([this, which = std::move(which), dry_run]() -> result<std::int64_t> {
            return writing_.delivery.replay_dead(which, dry_run);
        });
    }

    task<result<std::vector<quarantined_item>>> quarantine(int limit) override {
        return overview_.run([this, limit]() -> result<std::vector<quarantined_item>> {
            return looking_.all.quarantine(limit);
        });
    }

    task<result<ledger>> account() override {
        return overview_.run([this]() -> result<ledger> { return looking_.all.account(); });
    }

    task<result<std::vector<hour_line>>> hours(hour_filter which) override {
        return overview_.run([this, which = std::move(which)]() -> result<std::vector<hour_line>> {
            return read_hours(looking_.file, which);
        });
    }

    task<result<std::vector<account_activity>>> activity() override {
        return overview_.run([this]() -> result<std::vector<account_activity>> {
            return read_activity(looking_.file);
        });
    }

    task<result<void>> note_alive(timestamp at) override {
        return writer_.run([this, at]() -> result<void> {
            stores::statement(writing_.file, "INSERT OR REPLACE INTO alive VALUES (1, ?)").run(at);
            return {};
        });
    }

    task<result<timestamp>> last_alive() override {
        return overview_.run([this]() -> result<timestamp> {
            return timestamp{duration{looking_.file.number("SELECT at FROM alive")}};
        });
    }

    task<result<std::vector<remembered>>> recall_between(std::string first, std::string last,
                                                         int limit) override {
        return overview_.run([this, first = std::move(first), last = std::move(last),
                              limit]() -> result<std::vector<remembered>> {
            return looking_.all.recall_between(first, last, limit);
        });
    }

    task<result<understanding>> understanding_of(sequence about) override {
        return overview_.run([this, about]() -> result<understanding> {
            if (const auto found = looking_.all.understanding_of(about))
                return understanding_from_json(*found);
            return gone("journal.no_understanding",
                        "Nothing was understood of entry " + std::to_string(about) + " (yet)");
        });
    }

    task<result<entry>> refusal_of(sequence answer) override {
        return overview_.run([this, answer]() -> result<entry> {
            if (auto found = looking_.all.refusal_of(answer)) return std::move(*found);
            return gone("journal.no_refusal",
                        "Entry " + std::to_string(answer) + " is no answer that was refused (yet)");
        });
    }

    task<result<entry>> find_reply(std::string origin, std::string id) override {
        return overview_.run(
            [this, origin = std::move(origin), id = std::move(id)]() -> result<entry> {
                if (auto found = looking_.all.find_reply(origin, id)) return std::move(*found);
                return gone("journal.no_reply",
                            "No answer " + id + " of " + origin + " is in the journal");
            });
    }

private:
    stores::file_lock lock_;
    const clock& clock_;
    // The writer's file is closed last, when it is folded together.
    writing writing_;
    reading reading_;
    looking looking_;
    stores::worker writer_;
    stores::worker reader_;
    stores::worker overview_;
};

}  // namespace

result<std::unique_ptr<journal>> open_sqlite_journal(std::filesystem::path path,
                                                     boost::asio::any_io_executor loop,
                                                     const clock& time, log& events) {
    try {
        auto opened = std::make_unique<sqlite_journal>(path, loop, time, events);
        events.write(log_level::info, "journal.opened",
                     {{"file", path.string()}, {"newest", std::to_string(opened->last_entry())}});
        return opened;
    } catch (const stores::failure& problem) {
        return std::unexpected(problem.why);
    }
}

}  // namespace earshot::journal
