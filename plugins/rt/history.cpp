#include "rt/history.hpp"

#include <algorithm>

#include "earshot/signature.hpp"
#include "rt/transaction_meaning.hpp"

namespace earshot::rt {

namespace {

constexpr std::size_t page_size = 100;
constexpr std::size_t most_remembered = 10'000;
constexpr int most_failures = 5;

constexpr const char* wanted =
    "ObjectType = 'RT::Ticket' AND (Type = 'Correspond' OR Type = 'Status' OR Type = 'Set' OR "
    "Type = 'AddLink') AND id > ";

void append(batch& to, batch what) {
    for (reply& one : what.replies) to.replies.push_back(std::move(one));
    for (ticket_change& one : what.changes) to.changes.push_back(std::move(one));
}

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const std::string& one : names) out += (out.empty() ? "" : ", ") + one;
    return out;
}

}  // namespace

history::history(host& services, rest2& calls, agent_answers& answers, tickets& system,
                 helpdesk::ticket_desk& desk)
    : instance_(services.instance()),
      settings_(services.configuration()),
      calls_(calls),
      answers_(answers),
      system_(system),
      desk_(desk),
      log_(use<log>(services)) {}

task<result<poll_result>> history::poll(std::string at) {
    if (at.empty()) co_return co_await begin();
    auto held = cursor_from(at);
    if (!held) co_return std::unexpected(held.error());
    users_.clear();
    poll_result out;
    // What is known already may fill the first pages.
    bool full = true;
    for (int number = 1; full && !out.more; ++number) {
        const auto listed = co_await page(*held, number, full);
        if (!listed) co_return std::unexpected(listed.error());
        for (const transaction_record& one : *listed) {
            if (held->knows(one.id)) continue;
            auto items = co_await read(one);
            if (!items) co_return std::unexpected(items.error());
            append(out.items, std::move(*items));
            held->take(one.id);
            out.more = full;
        }
    }
    out.cursor = to_text(*held);
    co_return out;
}

task<result<poll_result>> history::begin() {
    call newest("GET", "/transactions");
    newest.with("query", "id > 0 AND ObjectType = 'RT::Ticket'")
        .with("orderby", "id")
        .with("order", "DESC")
        .with("per_page", "1")
        .with("fields", "Type");
    const auto found = co_await calls_.send(std::move(newest));
    if (!found) co_return std::unexpected(found.error());
    cursor now;
    for (const transaction_record& one : transactions_from(found->body)) now.start = one.id;
    now.last = now.start;
    poll_result out;
    out.cursor = to_text(now);
    co_return out;
}

task<result<std::vector<transaction_record>>> history::page(cursor from, int number, bool& full) {
    call list("GET", "/transactions");
    list.with("query", wanted + std::to_string(from.from()))
        .with("fields", "Type,Creator,Created,ObjectId,Field,OldValue,NewValue")
        .with("orderby", "id")
        .with("order", "ASC")
        .with("per_page", std::to_string(page_size))
        .with("page", std::to_string(number));
    const auto found = co_await calls_.send(std::move(list));
    if (!found) co_return std::unexpected(found.error());
    full = items_on(found->body) >= page_size;
    co_return transactions_from(found->body);
}

task<result<batch>> history::read(transaction_record one) {
    batch none;
    if (one.type == "AddLink") {
        const auto followed = co_await follow_merge(std::move(one));
        if (!followed) co_return std::unexpected(followed.error());
        co_return none;
    }
    const auto key = co_await case_of(one.ticket);
    if (!key) co_return std::unexpected(key.error());
    if (key->empty() || (one.type == "Set" && one.field != "Owner")) co_return none;
    const auto ours = co_await by_agent(one.creator);
    if (!ours) co_return std::unexpected(ours.error());
    if (!*ours) co_return none;
    if (one.type == "Correspond") co_return co_await read_answer(std::move(one), *key);
    co_return co_await read_change(std::move(one), *key);
}

// Not by us, not by RT itself, and not by a customer who found the queue's mail address: his words
// are nothing to publish.
task<result<bool>> history::by_agent(std::string creator) {
    if (creator == system_user) co_return false;
    const auto own = calls_.own_id();
    if (!own) co_return std::unexpected(own.error());
    const auto me = co_await user(*own);
    if (!me) co_return std::unexpected(me.error());
    if (me->name == creator) co_return false;
    const auto who = co_await user(creator);
    if (!who) co_return std::unexpected(who.error());
    if (!who->privileged) log_.write(log_level::warning, "rt.not_an_agent", {{"user", creator}});
    co_return who->privileged;
}

task<result<batch>> history::read_answer(transaction_record one, std::string case_key) {
    auto written = co_await answers_.read(one.id);
    if (!written) co_return co_await pass_over(std::move(one), written.error());
    if (written->by_earshot) co_return batch();
    const auto who = co_await user(one.creator);
    if (!who) co_return std::unexpected(who.error());
    const std::string author = who->real_name.empty() ? one.creator : who->real_name;
    batch out;
    if (auto said = reply_of(one, case_key, std::move(written->text), std::move(written->pictures),
                             author)) {
        said->origin = instance_;
        out.replies.push_back(std::move(*said));
    }
    if (!written->files.empty()) {
        helpdesk::note stayed;
        stayed.key = "files/" + std::to_string(one.id);
        stayed.text =
            "Files are not sent to customers. These stayed here: " + joined(written->files);
        const auto told = co_await tell(std::move(one), std::move(stayed));
        if (!told) co_return std::unexpected(told.error());
    }
    co_return out;
}

// Nothing that keeps an answer from being read may keep back those that were written after it.
bool history::hopeless(std::uint64_t transaction, error_kind why) {
    using enum error_kind;
    if (why == invalid || why == gone || why == permanent) return true;
    if (why == unauthorized || why == throttled || why == cancelled) return false;
    failures_ = unreadable_ == transaction ? failures_ + 1 : 1;
    unreadable_ = transaction;
    return failures_ >= most_failures;
}

task<result<batch>> history::pass_over(transaction_record one, error why) {
    if (!hopeless(one.id, why.kind)) co_return std::unexpected(std::move(why));
    log_.write(
        log_level::error, "rt.answer_unreadable",
        {{"ticket", one.ticket}, {"transaction", std::to_string(one.id)}, {"why", to_string(why)}});
    helpdesk::note lost;
    lost.key = "unreadable/" + std::to_string(one.id);
    lost.text = "The answer of transaction " + std::to_string(one.id) +
                " was NOT published, for it cannot be read: " + why.detail +
                ". Write it again, shorter or without its files.";
    lost.wakes = true;
    const auto told = co_await tell(std::move(one), std::move(lost));
    if (!told) co_return std::unexpected(told.error());
    co_return batch();
}

task<result<void>> history::tell(transaction_record about, helpdesk::note entry) {
    entry.from = helpdesk::note_origin::earshot;
    const helpdesk::ticket at = system_.ticket_at(about.ticket);
    const auto told = co_await system_.find_note(at, entry.key);
    if (!told) co_return std::unexpected(told.error());
    if (*told) co_return result<void>{};
    const auto done = co_await system_.add(at, std::move(entry));
    const bool hopeless = !done && (done.error().kind == error_kind::gone ||
                                    done.error().kind == error_kind::scope_missing);
    if (hopeless)
        log_.write(log_level::warning, "rt.not_told",
                   {{"ticket", at.id}, {"why", to_string(done.error())}});
    if (!done && !hopeless) co_return std::unexpected(done.error());
    co_return result<void>{};
}

// RT gives the new owner by number.
task<result<batch>> history::read_change(transaction_record one, std::string case_key) {
    if (one.type == "Set") {
        const auto owner = co_await user(one.new_value);
        if (!owner) co_return std::unexpected(owner.error());
        one.new_value = owner->name;
    }
    batch out;
    if (auto made = change_of(one, case_key, settings_.list("closed_statuses"))) {
        made->origin = instance_;
        out.changes.push_back(std::move(*made));
    }
    co_return out;
}

task<result<void>> history::follow_merge(transaction_record one) {
    const std::string into = id_in(one.new_value);
    if (one.field != "MergedInto" || into.empty() || into == one.ticket) co_return result<void>{};
    foreign_.erase(into);
    co_return co_await desk_.merged(one.ticket, system_.ticket_at(into));
}

// What the store forgot, the ticket's own field may know; a digest there says nothing.
task<result<std::string>> history::case_of(std::string ticket_id) {
    auto known = co_await desk_.case_of(ticket_id);
    if (!known || !known->empty() || foreign_.contains(ticket_id)) co_return known;
    auto field = co_await system_.case_field_of(ticket_id);
    if (!field) co_return field;
    if (!field->empty() && !field->starts_with("sha256:")) co_return field;
    if (foreign_.size() >= most_remembered) foreign_.clear();
    foreign_.insert(std::move(ticket_id));
    co_return std::string();
}

// Whom RT does not show or know goes by what the transaction calls him, and is no agent: RT finds
// nobody with a slash in his name, and an address that writes to the queue may have one.
task<result<user_record>> history::user(std::string id_or_name) {
    if (const auto known = users_.find(id_or_name); known != users_.end()) co_return known->second;
    call look("GET", "/user/" + percent_encode(id_or_name));
    const auto found = co_await calls_.send(std::move(look));
    const bool hidden = !found && (found.error().kind == error_kind::gone ||
                                   found.error().kind == error_kind::scope_missing);
    if (!found && !hidden) co_return std::unexpected(found.error());
    user_record out = found ? user_from(found->body) : user_record{};
    if (out.name.empty()) out.name = id_or_name;
    users_[id_or_name] = out;
    co_return out;
}

}  // namespace earshot::rt
