// For plugins of helpdesks: one ticket for each case, what the customer says as entries of it, and
// nothing twice. A plugin writes a `ticket_system`, the few calls that its helpdesk has, and hands
// it to a `ticket_desk`, which does what is the same for all: which ticket it is, whether something
// was done before, and the words.
//
//     class rt final : public provides<sink, notices, polling> {
//         task<...> deliver(std::vector<sink_item> items) override { return desk_.deliver(...); }
//         task<...> inform(std::vector<notice> items) override { return desk_.inform(...); }
//         rest2 system_;
//         helpdesk::ticket_desk desk_;
//
// All calls come from the daemon's I/O loop; for one case there is one at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/host.hpp"
#include "earshot/service/clock.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/store.hpp"
#include "earshot/settings.hpp"
#include "earshot/sink.hpp"

namespace earshot::helpdesk {

enum class note_origin : std::uint8_t {
    customer,  // opens a closed ticket again
    brand,     // said for the brand on the platform itself: to be shown as the brand's answer
    earshot,   // about the case, for agents only
};

// An entry of a ticket.
struct note {
    std::string key;  // is to be kept with the entry where `find_note` can see it
    note_origin from = note_origin::customer;
    std::string text;  // plain, complete: what was said, by whom, where it stands, what is attached
    bool wakes = false;  // opens a closed ticket again: a customer's word, a refused answer
    author by;           // of customer and brand
    timestamp created;
    std::string permalink;
    std::vector<attachment> attachments;  // also named in `text`
};

// A ticket to be.
struct ticket_draft {
    std::string case_key;  // is to be kept with the ticket where `find` can see it
    std::string subject;   // one line
    std::string platform;
    std::string account;
    std::string thread_id;
    author customer;
    std::string language;  // ISO 639-1; empty: not known
    std::string message_class;
    urgency urgent = urgency::normal;
    std::vector<std::string> topics;
    note first;
};

// What a message brought along, fetched.
struct media_file {
    std::string key;    // is to be kept with it where `find_note` can see it
    std::string text;   // plain: what it is, for agents
    std::string name;   // letters, digits, `.`, `-`, `_`; it ends as its type says
    std::string type;   // `image/jpeg`, as its server said
    std::string bytes;  // 1 byte to 8 MiB
};

struct ticket {
    std::string id;
    std::string url;  // for people

    bool operator==(const ticket&) const = default;
};

// What a helpdesk can do. Errors of all calls: all; `gone` where the ticket is not there any more,
// `conflict` where somebody else changed it at the same time.
class ticket_system {
public:
    virtual ~ticket_system() = default;

    // The ticket that is kept under this case key, by the helpdesk's own search; where several are,
    // the oldest; where it was merged, the one it was merged into; one that is gone is not there.
    virtual task<result<std::optional<ticket>>> find(std::string case_key) = 0;

    // With its first entry, in one call where the helpdesk can. Errors other than transient,
    // cancelled and conflict mean that there is no ticket; so does `http.connect`.
    virtual task<result<ticket>> create(ticket_draft draft) = 0;

    // The entry's id. [one at a time for a ticket]
    virtual task<result<receipt>> add(ticket to, note entry) = 0;

    // The entry that is kept under this key.
    virtual task<result<std::optional<receipt>>> find_note(ticket in, std::string key) = 0;

    // The entry's id; agents see it, customers do not. For plugins that have the field
    // `media_from`; without it: permanent `helpdesk.no_files`. [one at a time, but an `add` to the
    // same ticket may be under way]
    virtual task<result<receipt>> attach(ticket to, media_file what);

    // How long after a call of `create` ended without an answer `find` may still miss its ticket:
    // the helpdesk may be busy with it yet, also where its search reads the database itself.
    virtual duration search_delay() const { return std::chrono::seconds{15}; }
};

// In a plugin's table of fields, with `{media_from}` among its hosts: whose files go on the ticket
// itself. Of all others it has the address.
inline constexpr field media_from{
    "media_from",
    field_type::text_list,
    presence::optional,
    nullptr,
    nullptr,
    "Hosts that customers' pictures are fetched from and put on the ticket, such as "
    "https://cdn.example.com; of all others the ticket has the address."};

class case_records;
class media_errands;
struct errand;

class ticket_desk {
public:
    // Both outlive it. Uses the services store, clock and log; http where `media_from` is given.
    ticket_desk(host& services, ticket_system& system);
    ~ticket_desk();

    // As sink::deliver and notices::inform.
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items);
    task<std::vector<result<receipt>>> inform(std::vector<notice> items);

    // To be called from `poll`: puts some of the files that are due on their tickets, for half a
    // minute at most where all servers answer. What was acknowledged never waits for them; each is
    // tried for a day. What went wrong is logged.
    task<void> bring_media();

    // The case that a ticket was created for; empty: none of ours. For answers that come without
    // the case key. Errors: transient (disk).
    task<result<std::string>> case_of(std::string ticket_id);

    // The helpdesk merged a ticket into another: what comes for its case goes there from now on.
    // A ticket that had a case of its own keeps it. May be said again. Errors: transient (disk).
    task<result<void>> merged(std::string from, ticket into);

private:
    task<std::vector<result<receipt>>> run(std::vector<errand> errands);
    task<result<receipt>> bring(errand what);
    task<result<receipt>> enter(errand what, ticket to, bool look_first);
    task<result<receipt>> replace(errand what, ticket gone);
    task<result<std::optional<ticket>>> find_again(std::string case_key, std::string lost);
    task<result<receipt>> open(errand what, std::string lost);
    receipt leave_out(const std::string& case_key);

    const std::string instance_;
    ticket_system& system_;
    const clock& clock_;
    log& log_;
    std::unique_ptr<case_records> records_;
    std::unique_ptr<media_errands> media_;  // null: not asked for
};

// A case key as it stands in a helpdesk's field: itself, or `sha256:` and its digest where it is
// longer than the field.
std::string field_key(std::string_view case_key, std::size_t longest = 200);

// Whether a person waits for an answer under this key. A gap's ticket has a key, too.
bool names_a_case(std::string_view case_key);

// --- the words ---

// What a message looks like in a ticket; `instance` is this destination's name.
note note_of(const sink_item& one);
note note_of(const notice& one, std::string_view instance);
ticket_draft draft_of(const sink_item& one);
ticket_draft draft_of(const notice& one, std::string_view instance);

// An agent's answer to a case. Errors: invalid, where the key names none.
result<reply> answer_to(std::string_view case_key, std::string id, std::string text);

}  // namespace earshot::helpdesk
