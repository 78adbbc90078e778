#include "mail/mailbox.hpp"

#include <algorithm>

#include "mail/charset.hpp"
#include "mail/imap_command.hpp"
#include "mail/read_mail.hpp"

namespace earshot::mails {

namespace {

constexpr std::uint64_t max_page = 16 << 20;  // bytes of all mails of a page
constexpr std::size_t max_small = 64 << 10;   // of a response without a mail in it

result<std::string> folder_name(const std::string& folder) {
    auto name = quoted_string(to_imap_name(folder));
    if (!name || folder.empty())
        return fail(error_kind::permanent, "mail.no_folder",
                    "the folder's name holds what no folder's name can");
    return *name;
}

// Where the mailbox ends. EXAMINE reads, SELECT writes.
result<mailbox_place> enter(imap_session& server, const char* how, const std::string& folder) {
    const auto name = folder_name(folder);
    if (!name) return std::unexpected(name.error());
    const auto said = server.command(std::string(how) + " " + *name);
    if (!said && said.error().code == "mail.no")
        return fail(error_kind::permanent, "mail.no_folder",
                    "cannot open the folder " + folder + ": " + said.error().detail);
    if (!said) return std::unexpected(said.error());
    const auto end = end_of_mailbox(*said);
    if (!end)
        return fail(error_kind::transient, "mail.protocol",
                    "the IMAP server gives no lasting numbers to mails");
    return *end;
}

result<std::vector<std::uint32_t>> uids_after(imap_session& server, std::uint32_t after) {
    const auto said = server.command("UID SEARCH UID " + std::to_string(after + 1) + ":*");
    if (!said) return std::unexpected(said.error());
    // `*` stands for the last mail, whether it is new or not.
    return found_uids(*said, after);
}

result<std::vector<fetched_mail>> facts_of(imap_session& server,
                                           const std::vector<std::uint32_t>& uids) {
    const auto said =
        server.command("UID FETCH " + uid_set(uids) + " (UID RFC822.SIZE INTERNALDATE)");
    if (!said) return std::unexpected(said.error());
    auto found = fetched_mails(*said);
    std::erase_if(
        found, [&](const fetched_mail& one) { return !std::ranges::binary_search(uids, one.uid); });
    std::ranges::sort(found, {}, &fetched_mail::uid);
    return found;
}

result<received_mail> fetch(imap_session& server, const fetched_mail& facts,
                            std::uint64_t max_size) {
    const auto said = server.command("UID FETCH " + std::to_string(facts.uid) +
                                     " (UID BODY.PEEK[]<0." + std::to_string(max_size) + ">)");
    if (!said) return std::unexpected(said.error());
    auto found = fetched_mails(*said);
    const auto it = std::ranges::find(found, facts.uid, &fetched_mail::uid);
    received_mail made =
        read_mail(it == found.end() ? std::string() : std::move(it->bytes), facts.size > max_size);
    made.uid = facts.uid;
    made.size = facts.size;
    made.arrived = facts.arrived;
    return made;
}

result<mailbox_page> read_new(imap_session& server, const mailbox_request& request) {
    const auto end = enter(server, "EXAMINE", request.folder);
    if (!end) return std::unexpected(end.error());
    mailbox_page page;
    page.last = *end;
    if (request.after.validity == 0) return page;
    const bool same = request.after.validity == end->validity;
    page.last.uid = same ? request.after.uid : 0;
    if (same && request.after.uid >= end->uid) return page;
    auto uids = uids_after(server, page.last.uid);
    if (!uids) return std::unexpected(uids.error());
    const auto limit = static_cast<std::size_t>(std::max(request.limit, 1));
    page.more = uids->size() > limit;
    uids->resize(std::min(uids->size(), limit));
    if (uids->empty()) return page;
    const auto facts = facts_of(server, *uids);
    if (!facts) return std::unexpected(facts.error());
    std::uint64_t bytes = 0;
    for (const fetched_mail& one : *facts) {
        bytes += std::min(one.size, request.max_size);
        if (bytes > max_page && !page.mails.empty()) {
            page.more = true;
            return page;
        }
        auto got = fetch(server, one, request.max_size);
        if (!got) return std::unexpected(got.error());
        page.last.uid = one.uid;
        page.mails.push_back(std::move(*got));
    }
    // Those that vanished meanwhile are behind us too.
    page.last.uid = uids->back();
    return page;
}

result<void> done(const result<imap_responses>& said) {
    if (!said) return std::unexpected(said.error());
    return {};
}

// For a server without MOVE (RFC 6851).
result<void> copy_and_delete(imap_session& server, const std::string& uids,
                             const std::string& folder) {
    if (auto copied = done(server.command("UID COPY " + uids + " " + folder)); !copied)
        return copied;
    const auto marked = done(server.command("UID STORE " + uids + " +FLAGS.SILENT (\\Deleted)"));
    if (marked) static_cast<void>(server.command("UID EXPUNGE " + uids));
    return marked;
}

result<void> move(imap_session& server, const std::string& uids, const std::string& folder) {
    static_cast<void>(server.command("CREATE " + folder));  // NO: it is there
    const auto moved = done(server.command("UID MOVE " + uids + " " + folder));
    if (moved || moved.error().code != "mail.no") return moved;
    return copy_and_delete(server, uids, folder);
}

result<void> tidy(imap_session& server, const mailbox_filing& wanted) {
    const auto end = enter(server, "SELECT", wanted.folder);
    if (!end) return std::unexpected(end.error());
    if (end->validity != wanted.validity) return {};
    const std::string uids = uid_set(wanted.uids);
    auto seen = done(server.command("UID STORE " + uids + " +FLAGS.SILENT (\\Seen)"));
    if (!seen || wanted.move_to.empty()) return seen;
    const auto folder = folder_name(wanted.move_to);
    if (!folder) return std::unexpected(folder.error());
    return move(server, uids, *folder);
}

}  // namespace

result<mailbox_page> read_mailbox(const session_options& options, const mailbox_request& request) {
    imap_session server(options, std::max<std::size_t>(request.max_size, max_small));
    if (const auto in = server.open(request.from); !in) return std::unexpected(in.error());
    auto page = read_new(server, request);
    if (page) server.close();
    return page;
}

result<void> file_mails(const session_options& options, const mailbox_filing& wanted) {
    if (wanted.uids.empty()) return {};
    imap_session server(options, max_small);
    if (const auto in = server.open(wanted.in); !in) return in;
    auto filed = tidy(server, wanted);
    if (filed) server.close();
    return filed;
}

result<void> check_mailbox(const session_options& options, const mail_account& at) {
    imap_session server(options, max_small);
    const auto in = server.open(at);
    if (in) server.close();
    return in;
}

}  // namespace earshot::mails
