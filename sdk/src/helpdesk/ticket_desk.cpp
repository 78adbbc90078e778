// One ticket for each case and nothing twice. What makes it so: the record of a case says that a
// ticket is being created before the call is made, so that after a crash the helpdesk is searched
// first; and whatever may have been entered before is looked for in the ticket.
#include <set>

#include "case_records.hpp"
#include "earshot/signature.hpp"
#include "errand.hpp"
#include "media_errands.hpp"

namespace earshot::helpdesk {

namespace {

// Whether a create call that failed so may have made a ticket all the same.
bool leaves_doubt(const error& why) {
    if (why.code == "http.connect") return false;
    return why.kind == error_kind::transient || why.kind == error_kind::cancelled ||
           why.kind == error_kind::conflict;
}

void say_continued(note& first, const std::string& lost) {
    first.text = "This ticket continues ticket " + lost + ", which is no longer there.\n\n" +
                 std::move(first.text);
}

receipt receipt_of(const ticket& made) { return {made.id, made.url}; }

}  // namespace

ticket_desk::ticket_desk(host& services, ticket_system& system)
    : instance_(services.instance()),
      system_(system),
      clock_(use<clock>(services)),
      log_(use<log>(services)),
      records_(std::make_unique<case_records>(use<store>(services))) {
    if (services.configuration().has(media_from.name))
        media_ = std::make_unique<media_errands>(services, system_, *records_);
}

ticket_desk::~ticket_desk() = default;

task<std::vector<result<receipt>>> ticket_desk::deliver(std::vector<sink_item> items) {
    std::vector<errand> errands;
    for (const sink_item& one : items) errands.push_back(errand_for(one));
    co_return co_await run(std::move(errands));
}

task<std::vector<result<receipt>>> ticket_desk::inform(std::vector<notice> items) {
    std::vector<errand> errands;
    for (const notice& one : items) errands.push_back(errand_for(one, instance_));
    co_return co_await run(std::move(errands));
}

task<std::vector<result<receipt>>> ticket_desk::run(std::vector<errand> errands) {
    std::vector<result<receipt>> outcomes;
    std::set<std::string> failed;
    for (errand& one : errands) {
        const std::string key = one.draft.case_key;
        if (failed.contains(key)) {
            outcomes.push_back(fail(error_kind::transient, "helpdesk.not_tried",
                                    "what comes before it in the same case was not taken"));
            continue;
        }
        const std::vector<attachment> attached = one.draft.first.attachments;
        outcomes.push_back(co_await bring(std::move(one)));
        if (!outcomes.back()) failed.insert(key);
        if (outcomes.back() && media_) co_await media_->keep(key, attached);
    }
    co_return outcomes;
}

task<void> ticket_desk::bring_media() {
    if (media_) co_await media_->work_off();
}

task<result<receipt>> ticket_system::attach(ticket to, media_file) {
    co_return fail(error_kind::permanent, "helpdesk.no_files",
                   "nothing is attached to tickets such as " + to.id + " here");
}

task<result<receipt>> ticket_desk::bring(errand what) {
    const std::string key = what.draft.case_key;
    const auto held = co_await records_->read(key);
    if (!held) co_return std::unexpected(held.error());
    const case_record record = *held;
    const bool look_first = what.repeated;
    if (!record.at.id.empty()) co_return co_await enter(std::move(what), record.at, look_first);

    const bool in_doubt = record.since != timestamp{};
    if (in_doubt || !record.lost.empty() || what.repeated) {
        const auto found = co_await find_again(key, record.lost);
        if (!found) co_return std::unexpected(found.error());
        const std::optional<ticket> at = *found;
        if (at) co_return co_await enter(std::move(what), *at, true);
    }
    if (in_doubt && clock_.now() < record.since + system_.search_delay())
        co_return fail(error_kind::transient, "helpdesk.not_found_yet",
                       "creating the ticket of " + key +
                           " ended without an answer, and the helpdesk's search may not know it "
                           "yet: it is looked for again before another is created");
    if (!what.opens) co_return leave_out(key);
    co_return co_await open(std::move(what), record.lost);
}

task<result<receipt>> ticket_desk::enter(errand what, ticket to, bool look_first) {
    if (look_first) {
        const auto found = co_await system_.find_note(to, what.draft.first.key);
        if (!found && found.error().kind == error_kind::gone)
            co_return co_await replace(std::move(what), std::move(to));
        if (!found) co_return std::unexpected(found.error());
        if (*found) co_return **found;
    }
    auto added = co_await system_.add(to, what.draft.first);
    if (!added && added.error().kind == error_kind::gone)
        co_return co_await replace(std::move(what), std::move(to));
    co_return added;
}

// It is not worth a ticket, and there is none to show it in.
receipt ticket_desk::leave_out(const std::string& case_key) {
    log_.write(log_level::debug, "helpdesk.no_ticket", {{"case", case_key}});
    return {"no ticket", ""};
}

// The ticket is gone. The helpdesk may have merged it, or somebody deleted it.
task<result<receipt>> ticket_desk::replace(errand what, ticket gone) {
    const std::string key = what.draft.case_key;
    case_record record;
    record.lost = gone.id;
    const auto forgotten = co_await records_->write(key, record);
    if (!forgotten) co_return std::unexpected(forgotten.error());
    log_.write(log_level::warning, "helpdesk.ticket_gone", {{"case", key}, {"ticket", gone.id}});

    const auto found = co_await find_again(key, gone.id);
    if (!found) co_return std::unexpected(found.error());
    if (!*found && !what.opens) co_return leave_out(key);
    if (!*found) co_return co_await open(std::move(what), gone.id);
    const ticket at = **found;
    const auto known = co_await system_.find_note(at, what.draft.first.key);
    if (!known) co_return std::unexpected(known.error());
    if (*known) co_return **known;
    co_return co_await system_.add(at, what.draft.first);
}

// Not the one that is gone: a search may go on naming it.
task<result<std::optional<ticket>>> ticket_desk::find_again(std::string case_key,
                                                            std::string lost) {
    auto found = co_await system_.find(case_key);
    if (!found) co_return std::unexpected(found.error());
    if (!*found || (*found)->id == lost) co_return std::nullopt;
    const auto joined = co_await records_->join(std::move(case_key), **found);
    if (!joined) co_return std::unexpected(joined.error());
    co_return found;
}

task<result<receipt>> ticket_desk::open(errand what, std::string lost) {
    const std::string key = what.draft.case_key;
    case_record record;
    record.lost = lost;
    record.since = clock_.now();
    const auto begun = co_await records_->write(key, record);
    if (!begun) co_return std::unexpected(begun.error());

    if (!lost.empty()) say_continued(what.draft.first, lost);
    const auto made = co_await system_.create(std::move(what.draft));
    if (made) {
        const auto joined = co_await records_->join(key, *made);
        if (!joined) co_return std::unexpected(joined.error());
        co_return receipt_of(*made);
    }
    record.since = leaves_doubt(made.error()) ? clock_.now() : timestamp{};
    // Where this is not written, the record goes on saying that a ticket may be there.
    (void)co_await records_->write(key, record);
    co_return std::unexpected(made.error());
}

task<result<std::string>> ticket_desk::case_of(std::string ticket_id) {
    co_return co_await records_->case_of(std::move(ticket_id));
}

task<result<void>> ticket_desk::merged(std::string from, ticket into) {
    const auto key = co_await records_->case_of(from);
    if (!key) co_return std::unexpected(key.error());
    if (key->empty() || from == into.id) co_return result<void>{};
    const auto own = co_await records_->case_of(into.id);
    if (!own) co_return std::unexpected(own.error());
    if (own->empty()) co_return co_await records_->join(*key, std::move(into));
    case_record record;
    record.at = std::move(into);
    co_return co_await records_->write(*key, record);
}

std::string field_key(std::string_view case_key, std::size_t longest) {
    if (case_key.size() <= longest) return std::string(case_key);
    return "sha256:" + to_hex(digest(hash::sha256, case_key));
}

}  // namespace earshot::helpdesk
