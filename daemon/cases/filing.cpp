#include "cases/filing.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "cases/among.hpp"
#include "cases/conversation.hpp"
#include "cases/evidence.hpp"
#include "cases/late_parents.hpp"
#include "cases/private_numbers.hpp"
#include "cases/subject.hpp"
#include "cases/updates.hpp"
#include "cases/upkeep.hpp"
#include "text/shown_text.hpp"

namespace earshot::cases {

namespace {

bool opens_by_default(const message& item) {
    return item.addressed || item.kind == message_kind::direct_message ||
           item.kind == message_kind::review;
}

void count_language(person& of, const std::string& tag) {
    if (tag.empty()) return;
    if (of.languages.size() >= max_languages && !of.languages.contains(tag))
        of.languages.erase(std::ranges::min_element(of.languages, {},
                                                    [](const auto& seen) { return seen.second; }));
    ++of.languages[tag];
}

// One message on its way to a case.
class clerk {
public:
    clerk(memory& in, const message& item, const assessment& of, sequence seq, const options& set)
        : in_(in),
          item_(item),
          of_(completed(of, item)),
          seq_(seq),
          set_(set),
          me_(person_key(item)) {}

    filing file() {
        if (item_.from == direction::from_us) return file_ours(in_, item_);
        if (item_.from == direction::from_other_account) return file_colleague(in_, item_);
        if (item_.kind == message_kind::reaction || item_.kind == message_kind::share)
            return file_spread(in_, item_, set_);
        if (item_.kind == message_kind::deletion) return file_deletion(in_, item_);
        const pointer* held = pointer_to(in_, item_, item_.object_id);
        if (held && held->gone) return done_;  // it was taken back before it came
        const bool known = held && (held->ours || !held->case_id.empty());
        return known ? file_edit() : file_word();
    }

private:
    std::string object_key_of(const std::string& id) const {
        return object_key(item_.platform, item_.account, id);
    }

    filing file_edit() {
        const care_case* one = case_of(in_, item_);
        if (!one || one->person != me_) return done_;
        done_.case_id = one->id;
        done_.updated = true;
        word said = word_said();
        if (!of_.ignored) said.edited = seq_;
        done_.reopened = !of_.ignored && one->closed_at;  // as it opens its ticket
        if (done_.reopened) ++today().reopened;
        change_case(in_, one->id, [&](care_case& of) {
            if (done_.reopened) open_again(of);
            replace_word(of, said);
            recount(of);
            const bool first = !of.words.empty() && of.words.front().object == item_.object_id &&
                               of.words.front().at == of.opened;
            if (first) of.title = subject_of(item_);
            if (!of_.language.empty()) of.language = language();
        });
        advise();
        return done_;
    }

    // --- a word of a customer ---

    filing file_word() {
        ++today().messages;
        remember_person();
        if (!of_.ignored && of_.action != case_action::none) {
            if (!in_.find_person(me_)->do_not_watch) done_.perhaps_same = suggest(in_, item_);
            find_case();
        }
        count_as_reach();
        if (!done_.case_id.empty()) settle();
        advise();
        return done_;
    }

    day_count& today() {
        return in_.edit<day_count>(day_key(item_.created, item_.platform, item_.account));
    }

    void remember_person() {
        person& of = in_.edit<person>(me_);
        of.platform = item_.platform;
        of.id = item_.by.id;
        if (!item_.by.handle.empty()) of.handle = item_.by.handle;
        if (!item_.by.display_name.empty()) of.display_name = item_.by.display_name;
        count_language(of, of_.language);
    }

    std::string language() const {
        const person* writer = in_.find_person(me_);
        const bool corrected = writer && !writer->corrected_language.empty();
        return corrected ? writer->corrected_language : of_.language;
    }

    void find_case() {
        const auto same = conversation_of(in_, item_, set_);
        if (same.empty()) {
            if (may_open()) open({});
            return;
        }
        const std::string id = joined(same);
        const care_case* one = in_.find_case(id);
        const bool closed = state_at(*one, item_.created, set_) == case_state::closed;
        const bool old = set_.reopen_within > duration::zero() &&
                         item_.created - last_activity(*one) > set_.reopen_within;
        if (!closed || !old)
            join(id, closed);
        else if (of_.action != case_action::join)
            open(id);
    }

    bool may_open() const {
        if (of_.action == case_action::open) return true;
        return of_.action == case_action::by_default && opens_by_default(item_);
    }

    std::string joined(const std::vector<std::string>& same) {
        std::string id = same.front();
        for (std::size_t i = 1; i < same.size(); ++i)
            if (std::string gone = merge_into(in_, id, same[i]); !gone.empty())
                done_.merged.push_back(std::move(gone));
        return id;
    }

    void open(const std::string& former) {
        done_.case_id = case_id(seq_);
        done_.opened = true;
        ++today().opened;
        care_case& of = in_.edit<care_case>(case_key(done_.case_id));
        of.id = done_.case_id;
        of.person = me_;
        of.platform = item_.platform;
        of.account = item_.account;
        of.thread = thread_of(in_, item_);
        of.root = item_.object_id;
        of.former = former;
        of.opened = item_.created;
        of.title = subject_of(item_);
        if (const care_case* before = former.empty() ? nullptr : in_.find_case(former))
            of.owner = before->owner;
        person& writer = in_.edit<person>(me_);
        writer.recent_cases.push_back(of.id);
        if (writer.recent_cases.size() > max_recent_cases)
            writer.recent_cases.erase(writer.recent_cases.begin());
    }

    void join(const std::string& id, bool was_closed) {
        done_.case_id = id;
        done_.joined = true;
        done_.reopened = was_closed;
        if (was_closed) ++today().reopened;
    }

    // The word into its case, and the case into what leads to it.
    void settle() {
        ++today().filed;
        change_case(in_, done_.case_id, [&](care_case& of) { hear(of); });
        const care_case& of = *in_.find_case(done_.case_id);
        remember_thread(thread_of(in_, item_));
        in_.edit<pointer>(object_key_of(item_.object_id)).case_id = of.id;
        if (item_.thread_id.empty()) wait_for_parent(in_, item_, of.id);
        placed later = take_waiting_answers(in_, item_, of.id);
        done_.case_id = std::move(later.case_id);
        std::ranges::move(later.merged, std::back_inserter(done_.merged));
        count_merged(in_, item_.created, item_.platform, item_.account, done_.merged.size());
        if (done_.opened || done_.reopened) ask_once();
    }

    static void open_again(care_case& of) {
        ++of.reopened;
        of.closed_at.reset();
        of.closed_by.clear();
    }

    void hear(care_case& of) {
        if (done_.reopened) open_again(of);
        if (item_.created < of.opened) {
            of.opened = item_.created;
            of.title = subject_of(item_);
        }
        of.other_account_answered = false;
        if (!of_.language.empty() || of.language.empty()) of.language = language();
        if (item_.stars) of.stars = item_.stars;
        if (item_.by.followers)
            of.followers = std::clamp<std::int64_t>(*item_.by.followers, 0, 10'000'000'000);
        add_word(of, word_said());
        reach_levels(of, set_, done_.levels);
    }

    word word_said() const {
        return {item_.object_id,   seq_,       item_.created,   is_public(item_),
                of_.message_class, of_.urgent, item_.permalink, item_.received};
    }

    void remember_thread(const std::string& thread) {
        const auto name = [&](const std::string& author) {
            return thread_key(item_.platform, item_.account, thread, author);
        };
        point(in_, name(item_.by.id), {done_.case_id});
        if (!is_public(item_)) point(in_, name({}), {done_.case_id});
        const care_case& of = *in_.find_case(done_.case_id);
        if (!among(of.threads, name(item_.by.id)) && of.threads.size() < max_threads)
            in_.edit<care_case>(case_key(of.id)).threads.push_back(name(item_.by.id));
    }

    // The same question to us elsewhere, by the same human being.
    void ask_once() {
        for (const tie& one : std::vector(in_.find_person(me_)->ties))
            if (one.state == tie_state::confirmed)
                link_questions(in_, me_, one.other, item_.created, set_);
    }

    // Somebody else's answer makes more people see what was answered.
    void count_as_reach() {
        const pointer* parent = pointer_to(in_, item_, item_.parent_id);
        const care_case* one = parent && !parent->ours ? in_.find_case(parent->case_id) : nullptr;
        if (!one || one->person == me_) return;
        change_case(in_, one->id, [&](care_case& of) { ++of.spread; });
    }

    void advise() {
        if (is_public(item_) && !private_numbers(texts::shown_text(item_)).empty())
            done_.suggestions.emplace_back("ask_to_delete");
        const care_case* one = done_.case_id.empty() ? nullptr : in_.find_case(done_.case_id);
        if (!one || !one->unanswered_since) return;
        if (one->other_account_answered || among(one->links, true, &question_link::answered))
            done_.suggestions.emplace_back("answered_elsewhere");
    }

    memory& in_;
    const message& item_;
    assessment of_;
    sequence seq_;
    const options& set_;
    std::string me_;
    filing done_;
};

}  // namespace

assessment completed(assessment of, const message& item) {
    if (!of.message_class.empty() || !item.stars) return of;
    if (*item.stars <= 2) {
        of.message_class = "complaint";
        of.urgent = std::max(of.urgent, urgency::high);
    } else if (*item.stars >= 4) {
        of.message_class = "praise";
        of.urgent = of.urgent == urgency::normal ? urgency::low : of.urgent;
    }
    return of;
}

std::vector<std::string> keys_for(const message& item) {
    const auto object = [&](const std::string& id) {
        return object_key(item.platform, item.account, id);
    };
    std::set<std::string> keys{person_key(item),
                               day_key(item.created, item.platform, item.account)};
    for (const std::string& id : {item.object_id, item.parent_id, item.quoted_id})
        if (!id.empty()) keys.insert(object(id));
    for (const std::string& id : {item.object_id, item.parent_id})
        if (!id.empty()) keys.insert(await_key(item.platform, item.account, id));
    for (const std::string& thread : {item.object_id, item.parent_id, item.thread_id})
        if (!thread.empty())
            keys.insert(thread_key(item.platform, item.account, thread, item.by.id));
    if (!item.thread_id.empty())
        keys.insert(thread_key(item.platform, item.account, item.thread_id, {}));
    if (item.from == direction::from_customer) keys.merge(keys_of_traces(item));
    return {keys.begin(), keys.end()};
}

filing file(memory& in, const message& item, const assessment& of, sequence seq,
            const options& set) {
    return clerk(in, item, of, seq, set).file();
}

}  // namespace earshot::cases
