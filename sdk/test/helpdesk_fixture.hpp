// A helpdesk in memory, and a process that can be killed between any two of its steps.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "earshot/helpdesk.hpp"
#include "earshot/testkit/fake_host.hpp"

namespace earshot::helpdesk {

struct killed {};

// Counts the steps of a run and kills it before one of them.
class fate {
public:
    void kill_before(int step) { left_ = step; }
    void spare() { left_ = -1; }
    void step() {
        if (left_ < 0) return;
        if (left_ == 0) throw killed{};
        --left_;
    }

private:
    int left_ = -1;
};

class mortal_store final : public store {
public:
    explicit mortal_store(fate& of) : of_(of) {}

    std::map<std::string, std::string> values;
    std::optional<error> problem;

    task<result<std::optional<std::string>>> get(std::string key) override {
        of_.step();
        if (problem) co_return std::unexpected(*problem);
        const auto found = values.find(key);
        if (found == values.end()) co_return std::nullopt;
        co_return found->second;
    }

    task<result<void>> put(std::string key, std::string value) override {
        of_.step();
        if (problem) co_return std::unexpected(*problem);
        values[std::move(key)] = std::move(value);
        of_.step();
        co_return result<void>{};
    }

private:
    fate& of_;
};

class fake_helpdesk final : public ticket_system {
public:
    fake_helpdesk(fate& of, const clock& now) : of_(of), now_(now) {}

    struct held_ticket {
        std::string id;
        ticket_draft draft;
        timestamp created;
        std::vector<note> notes;
        std::vector<media_file> files;
        bool gone = false;
    };

    std::vector<held_ticket> tickets;
    std::vector<std::string> calls;
    std::optional<error> problem;           // of every call
    std::optional<error> problem_of_add;    // once
    std::optional<error> answer_of_create;  // once, after the ticket was made
    std::optional<error> answer_of_attach;  // once, after the file was
    duration delay{0};

    std::size_t notes(const std::string& key) const {
        std::size_t count = 0;
        for (const held_ticket& one : tickets)
            for (const note& entry : one.notes) count += entry.key == key;
        return count;
    }

    task<result<std::optional<ticket>>> find(std::string case_key) override {
        begin("find");
        if (problem) co_return std::unexpected(*problem);
        for (const held_ticket& one : tickets)
            if (one.draft.case_key == case_key && now_.now() >= one.created + delay)
                co_return ticket{one.id, "https://help.example.com/" + one.id};
        co_return std::nullopt;
    }

    task<result<ticket>> create(ticket_draft draft) override {
        begin("create");
        if (problem) co_return std::unexpected(*problem);
        held_ticket made;
        made.id = std::to_string(tickets.size() + 1);
        made.created = now_.now();
        made.notes.push_back(draft.first);
        made.draft = std::move(draft);
        tickets.push_back(std::move(made));
        of_.step();
        if (answer_of_create) {
            const error said = *std::exchange(answer_of_create, std::nullopt);
            co_return std::unexpected(said);
        }
        co_return ticket{tickets.back().id, "https://help.example.com/" + tickets.back().id};
    }

    task<result<receipt>> add(ticket to, note entry) override {
        begin("add");
        if (problem) co_return std::unexpected(*problem);
        if (problem_of_add) {
            const error said = *std::exchange(problem_of_add, std::nullopt);
            co_return std::unexpected(said);
        }
        held_ticket* held = open(to.id);
        if (!held) co_return fail(error_kind::gone, "fake.gone", "no ticket " + to.id);
        held->notes.push_back(std::move(entry));
        of_.step();
        co_return receipt{to.id + "-" + std::to_string(held->notes.size()), ""};
    }

    task<result<std::optional<receipt>>> find_note(ticket in, std::string key) override {
        begin("find_note");
        if (problem) co_return std::unexpected(*problem);
        held_ticket* held = open(in.id);
        if (!held) co_return fail(error_kind::gone, "fake.gone", "no ticket " + in.id);
        for (std::size_t i = 0; i < held->notes.size(); ++i)
            if (held->notes[i].key == key)
                co_return receipt{in.id + "-" + std::to_string(i + 1), ""};
        for (const media_file& one : held->files)
            if (one.key == key) co_return receipt{in.id + "-" + one.name, ""};
        co_return std::nullopt;
    }

    task<result<receipt>> attach(ticket to, media_file what) override {
        begin("attach");
        held_ticket* held = open(to.id);
        if (!held) co_return fail(error_kind::gone, "fake.gone", "no ticket " + to.id);
        held->files.push_back(std::move(what));
        of_.step();
        if (answer_of_attach) {
            const error said = *std::exchange(answer_of_attach, std::nullopt);
            co_return std::unexpected(said);
        }
        co_return receipt{to.id + "-" + held->files.back().name, ""};
    }

    duration search_delay() const override { return delay; }

private:
    void begin(std::string call) {
        of_.step();
        calls.push_back(std::move(call));
    }

    held_ticket* open(const std::string& id) {
        for (held_ticket& one : tickets)
            if (one.id == id && !one.gone) return &one;
        return nullptr;
    }

    fate& of_;
    const clock& now_;
};

// Everything that outlives a process, and the process.
class helpdesk_fixture {
public:
    explicit helpdesk_fixture(settings configured = {}) : host(std::move(configured), "desk") {
        host.offer<store>(kept);
    }

    testkit::fake_host host;
    fate end;
    mortal_store kept{end};
    fake_helpdesk system{end, host.clock};

    // By a process that starts for it.
    std::vector<result<receipt>> deliver(std::vector<sink_item> items) {
        ticket_desk desk(host, system);
        return testkit::run(desk.deliver(std::move(items)));
    }

    std::vector<result<receipt>> inform(notice one) {
        ticket_desk desk(host, system);
        std::vector<notice> items{std::move(one)};
        return testkit::run(desk.inform(std::move(items)));
    }

    void bring_media() {
        ticket_desk desk(host, system);
        testkit::run(desk.bring_media());
    }
};

inline sink_item said(std::string key, std::string text, std::string case_key = "x/care/100") {
    sink_item one;
    one.key = std::move(key);
    one.item.platform = "x";
    one.item.account = "care";
    one.item.object_id = one.key;
    one.item.by = {.id = "7", .handle = "ana", .display_name = "Ana Sommer"};
    one.item.text = std::move(text);
    one.item.permalink = "https://x.example/ana/" + one.key;
    one.item.created = parse_rfc3339("2026-03-01T07:49:01Z").value();
    one.understood.case_key = std::move(case_key);
    return one;
}

}  // namespace earshot::helpdesk
