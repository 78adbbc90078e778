#include "email/email.hpp"

#include "earshot/helpdesk.hpp"
#include "email/automatic.hpp"
#include "email/letters.hpp"

namespace earshot::email {

namespace {

constexpr int max_hops = 25;
constexpr std::size_t shortest_secret = 16;
constexpr std::size_t mails_a_page = 50;

result<receipt> as_receipt(const result<void>& sent, const std::string& id) {
    if (!sent) return std::unexpected(sent.error());
    return receipt{"<" + id + ">", {}};
}

}  // namespace

email::email(host& services)
    : instance_(services.instance()),
      settings_(services.configuration()),
      mail_(use<mail>(services)),
      secrets_(use<secrets>(services)),
      clock_(use<clock>(services)),
      text_(use<text>(services)),
      log_(use<log>(services)),
      options_(read_options(settings_)),
      threads_(use<store>(services)) {}

sink_capacity email::capacity() { return {.batch = 1, .concurrency = 4, .cases_only = true}; }

// Read anew each time, so that a changed secret counts at once.
result<own_ids> email::ids() {
    const auto secret = secrets_.read("answer_secret");
    if (!secret) return fail(error_kind::unauthorized, secret.error().code, secret.error().detail);
    if (secret->size() < shortest_secret)
        return fail(error_kind::unauthorized, "email.secret",
                    "answer_secret is shorter than 16 characters: it could be guessed");
    return own_ids(*secret, options_.domain, options_.reply_to);
}

result<mail_account> email::account(bool mailbox) {
    mail_account made(settings_.text(mailbox ? "imap" : "smtp"));
    made.timeout = settings_.span("timeout");
    made.plain_on_loopback = settings_.text("encryption") == "not_on_loopback";
    const bool other = mailbox && settings_.has("imap_user");
    const char* user = other ? "imap_user" : "user";
    const char* password = other ? "imap_password" : "password";
    if (!settings_.has(user)) return made;
    auto secret = secrets_.read(password);
    if (!secret) return fail(error_kind::unauthorized, secret.error().code, secret.error().detail);
    made.login(settings_.text(user), std::move(*secret));
    return made;
}

// --- out -----------------------------------------------------------------------------------------

task<std::vector<result<receipt>>> email::deliver(std::vector<sink_item> items) {
    std::vector<result<receipt>> outcomes;
    for (sink_item& one : items) outcomes.push_back(co_await send(std::move(one)));
    co_return outcomes;
}

task<std::vector<result<receipt>>> email::inform(std::vector<notice> items) {
    std::vector<result<receipt>> outcomes;
    for (notice& one : items) outcomes.push_back(co_await send(std::move(one)));
    co_return outcomes;
}

template <class Item>
task<result<receipt>> email::send(Item one) {
    const auto known = ids();
    if (!known) co_return std::unexpected(known.error());
    const letters writer(options_, *known, instance_);
    auto thread = co_await thread_of(writer.begin(one));
    if (!thread) co_return std::unexpected(thread.error());
    outgoing_mail letter = writer.about(one, *thread, clock_.now());
    co_return co_await submit(std::move(letter), std::move(*thread));
}

task<result<case_thread>> email::thread_of(case_thread fresh) {
    const std::string tag = own_ids::tag_of(fresh.case_key);
    auto found = co_await threads_.find(tag);
    if (!found) co_return std::unexpected(found.error());
    co_return *found ? std::move(**found) : std::move(fresh);
}

// The thread first: a mail that is sent and not remembered could not be answered.
task<result<receipt>> email::submit(outgoing_mail letter, case_thread thread) {
    auto at = account(false);
    if (!at) co_return std::unexpected(at.error());
    if (const auto kept = co_await threads_.keep(std::move(thread)); !kept)
        co_return std::unexpected(kept.error());
    const std::string id = letter.message_id;
    const auto sent = co_await mail_.submit(std::move(*at), std::move(letter));
    co_return as_receipt(sent, id);
}

// --- back ----------------------------------------------------------------------------------------

task<result<poll_result>> email::poll(poll_request request) {
    poll_result out;
    out.finished = !settings_.has("imap");
    if (out.finished) co_return out;
    const auto known = ids();
    if (!known) co_return std::unexpected(known.error());
    const auto box = account(true);
    if (!box) co_return std::unexpected(box.error());
    cursor now = read_cursor(request.cursor);
    if (const auto tidy = co_await tidy_up(*box, now); !tidy)
        co_return std::unexpected(tidy.error());
    mailbox_request wanted(*box, options_.folder);
    wanted.after = now.place;
    wanted.limit = mails_a_page;
    wanted.max_size = static_cast<std::uint64_t>(settings_.integer("max_mail"));
    const auto page = co_await mail_.read(std::move(wanted));
    if (!page) co_return std::unexpected(page.error());
    if (now.place.validity != 0 && now.place.validity != page->last.validity)
        log_.write(log_level::warning, "email.mailbox_renumbered", {{"folder", options_.folder}});
    now = {page->last, {}};
    for (const received_mail& one : page->mails) {
        const auto done = co_await take(*known, one, out.items);
        if (!done) co_return std::unexpected(done.error());
        if (*done) now.done.push_back(one.uid);
    }
    out.cursor = to_text(now);
    out.more = page->more;
    co_return out;
}

// What cannot be filed is no reason to read no more.
task<result<void>> email::tidy_up(mail_account box, cursor done) {
    if (done.done.empty()) co_return result<void>();
    mailbox_filing wanted(std::move(box), options_.folder);
    wanted.validity = done.place.validity;
    wanted.uids = std::move(done.done);
    wanted.move_to = options_.done_folder;
    const auto filed = co_await mail_.file(std::move(wanted));
    if (filed || filed.error().kind != error_kind::permanent) co_return filed;
    log_.write(log_level::warning, "email.not_filed", {{"why", to_string(filed.error())}});
    co_return result<void>();
}

// The key of the case that a proof was shown for; empty: none was. Errors: transient (disk).
task<result<std::string>> email::case_of(const own_ids& known, claim what) {
    if (!what.message_name.empty()) co_return what.message_name;
    if (!what.address) co_return std::string();
    const std::string tag = what.address->tag;
    const auto thread = co_await threads_.find(tag);
    if (!thread) co_return std::unexpected(thread.error());
    const bool proved = *thread && known.proves(*what.address, (*thread)->case_key);
    co_return proved ? (*thread)->case_key : std::string();
}

bool email::is_ours(const received_mail& one) const {
    const auto mark = one.header("x-earshot-loop");
    return (mark && *mark == loop_mark(instance_, options_)) ||
           (one.from.size() == 1 && one.from.front().address == options_.from);
}

// True: it is dealt with, and can be filed. What is nobody's business here stays as it is.
task<result<bool>> email::take(const own_ids& known, const received_mail& one, batch& into) {
    if (!one.unreadable.empty()) {
        put_aside(one, "email.unreadable", one.unreadable, into);
        co_return false;
    }
    const claim named = claim_of(one, known);
    if (const auto report = report_in(one)) {
        bool ours = named.address.has_value();
        for (const std::string& id : report->ids) ours = ours || known.message_of(id).has_value();
        if (!ours) co_return false;
        log_.write(report->failed ? log_level::warning : log_level::info,
                   report->failed ? "email.undelivered" : "email.delivery_report",
                   {{"status", report->status}});
        if (report->failed)
            put_aside(one, "email.undelivered",
                      "a mail of ours was not delivered: " + report->status, into);
        co_return true;
    }
    if (!named.any()) co_return false;
    if (is_ours(one)) co_return true;
    const auto case_key = co_await case_of(known, named);
    if (!case_key) co_return std::unexpected(case_key.error());
    co_return co_await judge(known, named, one, *case_key, into);
}

// As take.
task<bool> email::judge(const own_ids& known, const claim& named, const received_mail& one,
                        const std::string& case_key, batch& into) {
    if (hops_of(one) > max_hops) {
        log_.write(log_level::warning, "email.loop", {{"why", "too many servers handed it on"}});
        co_return true;
    }
    if (const std::string why = why_automatic(one); !why.empty()) {
        log_.write(log_level::info, "email.automatic", {{"why", why}});
        co_return true;
    }
    const bool agent = one.from.size() == 1 && options_.may_answer(one.from.front().address);
    // A subject like ours alone is any mail of a stranger.
    if (!agent && !named.proved && !named.forged && !named.address) co_return false;
    if (!agent) {
        put_aside(one, "email.not_an_agent", "its sender is not among agents", into);
        co_return false;
    }
    if (case_key.empty()) {
        put_aside(
            one, "email.no_proof",
            "nothing in it proves that it answers a mail of ours: answer with the mail program's "
            "answer button, and to all of its addresses",
            into);
        co_await advise(known, one);
        co_return false;
    }
    co_return answer(one, case_key, into);
}

// Anybody can send mail in an agent's name: this goes to agents only, and seldom, says nothing of
// what stood in the mail, and is not tried again.
task<void> email::advise(const own_ids& known, const received_mail& one) {
    const timestamp now = clock_.now();
    const std::string& to = one.from.front().address;
    const bool own = to == options_.reply_to || known.read_address(to).has_value();
    if (own || !advice_.allows(to, one.arrived == timestamp{} ? now : one.arrived, now)) co_return;
    outgoing_mail letter = letters(options_, known, instance_).advice_on(one, now);
    auto at = account(false);
    result<void> sent;
    if (at)
        sent = co_await mail_.submit(std::move(*at), std::move(letter));
    else
        sent = std::unexpected(at.error());
    if (!sent) log_.write(log_level::warning, "email.not_told", {{"why", to_string(sent.error())}});
}

bool email::answer(const received_mail& one, const std::string& case_key, batch& into) {
    const std::string id = answer_id(one);
    const timestamp when = one.arrived == timestamp{} ? clock_.now() : one.arrived;
    // First: that an answer is of no use is told by mail, and a program would answer that as well.
    if (loops_.refuses(case_key + " " + one.from.front().address, id, when)) {
        log_.write(log_level::warning, "email.loop", {{"why", "answers came too fast"}});
        put_aside(one, "email.loop", "more answers within the hour than people write", into);
        return false;
    }
    const auto words = answer_in(one, text_);
    auto said = helpdesk::answer_to(case_key, id, words.value_or(std::string()));
    if (!said) {
        put_aside(one, said.error().code, said.error().detail, into);
        return false;
    }
    if (!words) {
        log_.write(log_level::info, "email.unusable", {{"code", words.error().code}, {"mail", id}});
        said->unusable = words.error().detail;
    }
    said->origin = instance_;
    said->written = written_at(one);
    const mail_address& by = one.from.front();
    said->author = by.name.empty() ? by.address : by.name;
    into.replies.push_back(std::move(*said));
    return true;
}

// Stays in the mailbox as it is; people look through what was put aside.
void email::put_aside(const received_mail& one, std::string code, std::string why, batch& into) {
    log_.write(log_level::warning, "email.refused", {{"code", code}, {"mail", answer_id(one)}});
    into.rejects.push_back({one.raw, code + ": " + why, answer_id(one)});
}

// --- credentials ---------------------------------------------------------------------------------

task<result<credential_status>> email::examine() {
    credential_status made;
    for (const bool mailbox : {false, true}) {
        if (mailbox && !settings_.has("imap")) continue;
        const auto at = account(mailbox);
        if (!at) {
            made.state = credential_state::expired;
            made.detail = at.error().detail;
            co_return made;
        }
        const auto in = co_await mail_.check(*at);
        if (!in) co_return credential_after(in.error());
    }
    made.state = credential_state::valid;
    co_return made;
}

}  // namespace earshot::email
