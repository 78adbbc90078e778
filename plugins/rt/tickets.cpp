#include "rt/tickets.hpp"

#include <array>
#include <boost/json.hpp>

#include "earshot/signature.hpp"
#include "rt/marks.hpp"

namespace earshot::rt {

namespace {

namespace json = boost::json;

constexpr std::size_t page_size = 100;
constexpr int most_pages = 50;
constexpr int attempts_to_open = 3;

// RT's own scale of Low, Medium and High is 0, 50 and 100.
int priority_of(urgency urgent) {
    constexpr std::array scale{0, 50, 80, 100};
    return scale.at(static_cast<std::size_t>(urgent));
}

std::string handle_of(const author& by) {
    if (!by.handle.empty()) return "@" + by.handle;
    return by.display_name.empty() ? by.id : by.display_name;
}

// After a ticket was made, no refusal may read as if there were none.
error uncertain(error why) {
    why.kind = error_kind::transient;
    return why;
}

// What RT can store: without control characters.
std::string storable(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if ((c >= 0 && c < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = ' ';
    return out;
}

}  // namespace

tickets::tickets(host& services, rest2& calls)
    : settings_(services.configuration()),
      calls_(calls),
      log_(use<log>(services)),
      case_field_(settings_.text("case_field")) {}

bool tickets::closed(const std::string& status) const {
    return among(settings_.list("closed_statuses"), status);
}

// --- looking ---

// RT's search compares without case, and leaves merged tickets out unless it is asked for
// EffectiveId.
task<result<std::optional<helpdesk::ticket>>> tickets::find(std::string case_key) {
    const std::string key = field_text(case_key);
    call search("GET", "/tickets");
    search.with("query", "'CF.{" + case_field_ + "}' = '" + key + "' AND EffectiveId > 0")
        .with("fields", "EffectiveId,Status,CustomFields")
        .with("orderby", "id")
        .with("per_page", std::to_string(page_size));
    const auto found = co_await calls_.send(std::move(search));
    if (!found) co_return std::unexpected(found.error());
    for (const ticket_record& one : tickets_from(found->body)) {
        if (one.value_of(case_field_) != key) continue;
        const std::string& id = one.effective_id.empty() ? one.id : one.effective_id;
        const auto there = co_await reach(id);
        if (there) co_return ticket_at(there->at.id);
        if (there.error().kind != error_kind::gone) co_return std::unexpected(there.error());
    }
    co_return std::nullopt;
}

// RT takes entries for a deleted ticket without a word. One that agents moved to where we may not
// look is as good as gone.
task<result<tickets::reached>> tickets::reach(std::string id) {
    call look("GET", "/ticket/" + id);
    const auto found = co_await calls_.send(std::move(look));
    if (!found && found.error().kind == error_kind::scope_missing) {
        const auto ours = co_await queue();
        if (!ours) co_return std::unexpected(ours.error());
        co_return fail(error_kind::gone, "rt.out_of_reach",
                       "ticket " + id + " stands where the token's user may not see it");
    }
    if (!found) co_return std::unexpected(found.error());
    reached out{ticket_from(found->body), found->etag};
    if (out.at.status == "deleted")
        co_return fail(error_kind::gone, "rt.deleted", "ticket " + id + " was deleted");
    if (out.at.id.empty()) out.at.id = std::move(id);
    co_return out;
}

task<result<std::optional<receipt>>> tickets::find_note(helpdesk::ticket in, std::string key) {
    const std::string tag = note_tag(key);
    for (int page = 1; page <= most_pages; ++page) {
        call list("GET", "/ticket/" + in.id + "/attachments");
        list.with("fields", "Headers,TransactionId")
            .with("orderby", "id")
            .with("order", "DESC")
            .with("per_page", std::to_string(page_size))
            .with("page", std::to_string(page));
        const auto found = co_await calls_.send(std::move(list));
        if (!found) co_return std::unexpected(found.error());
        for (const attachment_record& one : attachments_from(found->body))
            if (carries(one, tag))
                co_return receipt{one.transaction,
                                  calls_.page_of(in.id) + "#txn-" + one.transaction};
        if (items_on(found->body) < page_size) break;
    }
    co_return std::nullopt;
}

task<result<std::string>> tickets::case_field_of(std::string ticket_id) {
    const auto there = co_await reach(std::move(ticket_id));
    if (!there && there.error().kind == error_kind::gone) co_return std::string();
    if (!there) co_return std::unexpected(there.error());
    const std::string field = there->at.value_of(case_field_);
    if (field.empty()) co_return field;
    const auto ours = co_await queue();
    if (!ours) co_return std::unexpected(ours.error());
    co_return there->at.queue == ours->id ? field : std::string();
}

task<result<queue_record>> tickets::queue() {
    const std::string& name = settings_.text("queue");
    call look("GET", "/queue/" + percent_encode(name));
    const auto found = co_await calls_.send(std::move(look));
    if (!found && found.error().kind != error_kind::gone &&
        found.error().kind != error_kind::scope_missing)
        co_return std::unexpected(found.error());
    queue_record out = found ? queue_from(found->body) : queue_record{};
    if (out.id.empty() || out.disabled)
        co_return fail(error_kind::scope_missing, "rt.no_queue",
                       "the queue " + name +
                           " is not there, is disabled, or may not be seen by "
                           "the token's user: he needs the right SeeQueue. Or url is not where "
                           "Request Tracker itself is");
    if (!among(out.ticket_fields, case_field_))
        co_return fail(error_kind::scope_missing, "rt.no_case_field",
                       "the queue " + name + " has no custom field " + case_field_ +
                           " for tickets, or the token's user may not see it: apply one of the "
                           "type `Enter one value` to the queue and grant SeeCustomField");
    queue_fields_ = {out.ticket_fields.begin(), out.ticket_fields.end()};
    co_return out;
}

// --- creating ---

json::object tickets::body_of(const helpdesk::ticket_draft& draft) const {
    json::object fields{{case_field_, field_text(draft.case_key)}};
    const auto put = [&](const char* setting, std::string_view value) {
        const std::string& name = settings_.text(setting);
        if (!value.empty() && queue_fields_.contains(name)) fields[name] = storable(value);
    };
    put("language_field", draft.language);
    put("class_field", draft.message_class);
    put("urgency_field", to_string(draft.urgent));
    put("customer_field", handle_of(draft.customer));
    json::object out{
        {"Queue", settings_.text("queue")},      {"Subject", storable(draft.subject)},
        {"Content", storable(draft.first.text)}, {"ContentType", type_with_tag(draft.first.key)},
        {"Priority", priority_of(draft.urgent)}, {"CustomFields", std::move(fields)}};
    if (settings_.has("requestor")) out["Requestor"] = settings_.text("requestor");
    return out;
}

// RT drops without a word what it does not know or allow. Without the case field a ticket could
// not be found again, so none is made before that is in order.
task<result<void>> tickets::prepare() {
    if (queue_fields_.empty()) {
        const auto looked = co_await queue();
        if (!looked) co_return std::unexpected(looked.error());
    }
    if (unmarked_.id.empty()) co_return result<void>{};
    const auto marked = co_await mark(unmarked_.id, unmarked_key_);
    if (!marked) co_return std::unexpected(marked.error());
    if (!*marked)
        co_return fail(error_kind::scope_missing, "rt.case_field_refused",
                       "Request Tracker did not store the case key in the field " + case_field_ +
                           " of ticket " + unmarked_.id +
                           ": grant the token's user ModifyCustomField and SeeCustomField");
    unmarked_ = {};
    co_return result<void>{};
}

task<result<helpdesk::ticket>> tickets::create(helpdesk::ticket_draft draft) {
    const auto ready = co_await prepare();
    if (!ready) co_return std::unexpected(ready.error());
    call post("POST", "/ticket");
    post.content(body_of(draft));
    const auto made = co_await calls_.send(std::move(post));
    if (!made && made.error().kind == error_kind::scope_missing) queue_fields_.clear();
    if (!made) co_return std::unexpected(made.error());
    const std::string id = ticket_from(made->body).id;
    if (id.empty())
        co_return fail(error_kind::transient, "rt.no_id",
                       "Request Tracker made a ticket and did not say which");
    co_return co_await settle(id, draft.case_key);
}

// A field with unique values is left empty where another ticket has the key: then that one, which
// came of an earlier attempt, takes this one in.
task<result<helpdesk::ticket>> tickets::settle(std::string id, std::string case_key) {
    const auto kept = co_await holds(id, case_key);
    if (!kept) co_return std::unexpected(uncertain(kept.error()));
    if (*kept) co_return ticket_at(id);
    const auto other = co_await find(case_key);
    if (!other) co_return std::unexpected(uncertain(other.error()));
    if (*other && (*other)->id != id) co_return co_await merge(std::move(id), **other);
    const auto marked = co_await mark(id, case_key);
    if (!marked) co_return std::unexpected(uncertain(marked.error()));
    if (!*marked) {
        unmarked_ = ticket_at(id);
        unmarked_key_ = case_key;
        log_.write(log_level::error, "rt.case_field_refused",
                   {{"ticket", id}, {"field", case_field_}});
    }
    co_return ticket_at(id);
}

task<result<bool>> tickets::holds(std::string id, std::string case_key) {
    const auto there = co_await reach(std::move(id));
    if (!there) co_return std::unexpected(there.error());
    co_return there->at.value_of(case_field_) == field_text(case_key);
}

task<result<bool>> tickets::mark(std::string id, std::string case_key) {
    call put("PUT", "/ticket/" + id);
    const json::object fields{{case_field_, field_text(case_key)}};
    put.content(json::object{{"CustomFields", fields}});
    const auto done = co_await calls_.send(std::move(put));
    if (!done) co_return std::unexpected(done.error());
    co_return co_await holds(std::move(id), std::move(case_key));
}

task<result<helpdesk::ticket>> tickets::merge(std::string id, helpdesk::ticket into) {
    call put("PUT", "/ticket/" + id);
    put.content(json::object{{"MergeInto", into.id}});
    const auto done = co_await calls_.send(std::move(put));
    if (!done) co_return std::unexpected(uncertain(done.error()));
    co_return into;
}

// --- entering ---

task<result<receipt>> tickets::add(helpdesk::ticket to, helpdesk::note entry) {
    const auto there = co_await reach(to.id);
    if (!there) co_return std::unexpected(there.error());
    if (entry.wakes && closed(there->at.status)) {
        const auto awake = co_await wake(there->at.id);
        if (!awake) co_return std::unexpected(awake.error());
    }
    const bool said_by_customer = entry.from == helpdesk::note_origin::customer;
    const char* how = said_by_customer ? "correspond" : "comment";
    json::object body{{"Content", storable(entry.text)}, {"ContentType", type_with_tag(entry.key)}};
    co_return co_await enter(there->at.id, how, std::move(body));
}

// The tag goes with the text beside the file: what RT may do to a file's own headers does not
// matter.
task<result<receipt>> tickets::attach(helpdesk::ticket to, helpdesk::media_file what) {
    const auto there = co_await reach(std::move(to.id));
    if (!there) co_return std::unexpected(there.error());
    const json::object file{
        {"FileName", what.name}, {"FileType", what.type}, {"FileContent", to_base64(what.bytes)}};
    json::object body{{"Content", storable(what.text)},
                      {"ContentType", type_with_tag(what.key)},
                      {"Attachments", json::array{file}}};
    co_return co_await enter(there->at.id, "comment", std::move(body));
}

task<result<receipt>> tickets::enter(std::string id, std::string how, json::object what) {
    call post("POST", "/ticket/" + id + "/" + how);
    post.content(std::move(what));
    const auto made = co_await calls_.send(std::move(post));
    if (!made) co_return std::unexpected(made.error());
    const std::string entry = id_in(made->location);
    const std::string page = calls_.page_of(id);
    co_return receipt{entry.empty() ? id : entry, entry.empty() ? page : page + "#txn-" + entry};
}

// Before the entry, so that one which was entered never leaves its ticket closed. RT answers 200
// to a change that it refuses, so it is looked at again; RT's own scrip may still open the ticket.
task<result<void>> tickets::wake(std::string id) {
    for (int attempt = 0; attempt < attempts_to_open; ++attempt) {
        const auto there = co_await reach(id);
        if (!there) co_return std::unexpected(there.error());
        if (!closed(there->at.status)) co_return result<void>{};
        call put("PUT", "/ticket/" + id);
        put.only_if(there->etag);
        put.content(json::object{{"Status", settings_.text("open_status")}});
        const auto done = co_await calls_.send(std::move(put));
        if (!done && done.error().kind != error_kind::conflict)
            co_return std::unexpected(done.error());
    }
    const auto at_last = co_await reach(id);
    if (!at_last) co_return std::unexpected(at_last.error());
    if (closed(at_last->at.status))
        log_.write(log_level::warning, "rt.not_reopened",
                   {{"ticket", id}, {"status", at_last->at.status}});
    co_return result<void>{};
}

}  // namespace earshot::rt
