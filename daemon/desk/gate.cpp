#include "desk/gate.hpp"

#include "desk/route.hpp"

namespace earshot::desk {

namespace {

error refuse(error_kind kind, std::string code, std::string detail) {
    return error(kind, std::move(code), std::move(detail));
}

std::string place_of(const reply& answer) {
    return answer.platform + "/" + answer.account + "/" + answer.object_id;
}

// The first reason not to publish, in the order in which an agent would want to know.
std::optional<error> objection(const voice* speaker, const reply& answer,
                               const reply_facts& facts) {
    const std::string place = place_of(answer);
    if (!speaker || speaker->platform != answer.platform)
        return refuse(error_kind::invalid, "reply.unknown_account",
                      "no account '" + answer.account + "' on " + answer.platform +
                          " is configured; the reply names " + place);
    if (!speaker->publishes)
        return refuse(error_kind::permanent, "reply.cannot_publish",
                      "the plugin of account '" + answer.account + "' cannot publish");
    if (!facts.answered)
        return refuse(error_kind::invalid, "reply.unknown_message",
                      "no message " + place + " is in the journal");
    if (facts.answered->kind == message_kind::deletion)
        return refuse(error_kind::gone, "reply.deleted",
                      "the customer has deleted " + place + "; nothing was published");
    if (answer.text.empty())
        return refuse(error_kind::invalid, "reply.empty", "the reply to " + place + " has no text");
    if (speaker->limits.only_if_addressed && !facts.answered->addressed)
        return refuse(error_kind::permanent, "conduct.not_addressed",
                      place + " does not mention, answer or quote the brand, and " +
                          answer.platform + " refuses answers to those who did not call");
    if (!facts.length) return facts.length.error();
    if (speaker->limits.max_length > 0 && *facts.length > speaker->limits.max_length)
        return refuse(error_kind::invalid, "reply.too_long",
                      "the reply to " + place + " counts " + std::to_string(*facts.length) +
                          " of at most " + std::to_string(speaker->limits.max_length) +
                          " as the platform counts; shorten or split it");
    return std::nullopt;
}

}  // namespace

std::variant<journal::enqueue, journal::refusal> judge(const policy& rules,
                                                       const journal::entry& about,
                                                       const reply& answer,
                                                       const reply_facts& facts) {
    const auto found = rules.accounts.find(answer.account);
    const voice* speaker = found == rules.accounts.end() ? nullptr : &found->second;
    const std::string destination = "publish:" + answer.account;
    if (auto why = objection(speaker, answer, facts))
        return journal::refusal{about.seq, destination, std::move(*why)};
    journal::enqueue next;
    next.destination = destination;
    next.about = about.seq;
    next.conversation = conversation_of(*facts.answered);
    next.priority = journal::lane::urgent;
    next.key = answer.origin + "/" + answer.id;
    next.expires =
        answer.expires != timestamp{} ? answer.expires : about.at + speaker->reply_expiry;
    return next;
}

}  // namespace earshot::desk
