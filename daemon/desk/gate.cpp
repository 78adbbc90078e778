#include "desk/gate.hpp"

#include "cases/answers.hpp"
#include "desk/route.hpp"
#include "desk/signature.hpp"
#include "pictures/clean.hpp"

namespace earshot::desk {

namespace {

using objection = std::optional<error>;

std::string place_of(const reply& answer) {
    return answer.platform + "/" + answer.account + "/" + answer.object_id;
}

const voice* voice_of(const policy& rules, const reply& answer) {
    const auto found = rules.accounts.find(answer.account);
    return found == rules.accounts.end() ? nullptr : &found->second;
}

// What nobody asked for is not sent to a person.
bool unasked(purpose aim) { return aim == purpose::news || aim == purpose::promotion; }

bool too_old(const voice& speaker, const message& answered, timestamp now) {
    const duration window = speaker.limits.reply_window;
    return window > duration::zero() && now - answered.created > window;
}

constexpr std::size_t longest_text = 64 << 10;  // bytes

// Two programs that answer each other through us do not stop by themselves, and what they say is
// public. One that says of itself that it is a program gets no more than an answer in parts.
constexpr std::size_t most_to_a_program = 3;

objection in_circles(const voice& speaker, const std::string& place, const reply_facts& facts) {
    const bool program = facts.answered->by.automated;
    const std::size_t most = program ? most_to_a_program : speaker.answers_per_hour;
    if (most == 0 || facts.within_the_hour < most) return std::nullopt;
    return error(error_kind::permanent, loop_code,
                 std::to_string(facts.within_the_hour) + " answers to the author of " + place +
                     (program ? ", who says to be a program," : "") +
                     " went out within the hour or are under way" +
                     ": two programs seem to answer each other. If a person wrote this, send it "
                     "again later; else switch off what answers by itself");
}

// Whatever else is wrong with it, its author has to write it again first.
objection can_be_used(const reply& answer) {
    if (answer.unusable.empty()) return std::nullopt;
    return error(error_kind::invalid, "reply.unusable", answer.unusable);
}

// Two sinks of one helpdesk see the same tickets, and both bring what is answered there.
objection is_a_copy(const policy& rules, const reply& answer, const reply_facts& facts) {
    const bool foreign = facts.had_nothing && !may_act_for(rules, answer.origin, answer.account) &&
                         is_heard(rules, answer.account);
    if (!facts.brought_before && !foreign) return std::nullopt;
    return error(error_kind::permanent, brought_by_another_code,
                 foreign ? "'" + answer.origin + "' does not get the messages of account '" +
                               answer.account + "': the sink that does brings the answer, too"
                         : "another sink has brought the answer before '" + answer.origin + "'");
}

objection may_speak(const policy& rules, const reply& answer) {
    const voice* speaker = voice_of(rules, answer);
    if (!speaker || speaker->platform != answer.platform)
        return error(error_kind::invalid, "reply.unknown_account",
                     "no account '" + answer.account + "' on " + answer.platform +
                         " is configured; the reply names " + place_of(answer));
    if (!may_act_for(rules, answer.origin, answer.account))
        return error(error_kind::permanent, not_your_account_code,
                     "'" + answer.origin + "' does not get the messages of account '" +
                         answer.account +
                         "', so it does not answer for it; a sink that does, and "
                         "sees this ticket, publishes the answer and says so here");
    if (!speaker->publishes)
        return error(error_kind::permanent, "reply.cannot_publish",
                     "the plugin of account '" + answer.account + "' cannot publish");
    return std::nullopt;
}

objection can_be_answered(const voice& speaker, const reply& answer,
                          const std::optional<message>& answered, timestamp now) {
    const std::string place = place_of(answer);
    if (!answered)
        return error(error_kind::invalid, "reply.unknown_message",
                     "no message " + place + " is in the journal");
    if (answered->kind == message_kind::deletion)
        return error(error_kind::gone, "reply.deleted",
                     "the customer has deleted " + place + "; nothing was published");
    if (speaker.limits.only_if_addressed && !answered->addressed)
        return error(error_kind::permanent, "conduct.not_addressed",
                     place + " does not mention, answer or quote the brand, and " +
                         answer.platform + " refuses answers to those who did not call");
    if (too_old(speaker, *answered, now))
        return error(error_kind::permanent, "reply.window_closed",
                     answer.platform + " takes answers for " +
                         format_duration(speaker.limits.reply_window) + ", and " + place +
                         " is of " + format_rfc3339(answered->created));
    return std::nullopt;
}

objection may_be_said(const reply& answer) {
    if (answer.text.empty())
        return error(error_kind::invalid, "reply.empty",
                     "the reply to " + place_of(answer) +
                         " has no text; a picture alone says nothing to those who cannot "
                         "see it, so say it in words");
    if (unasked(answer.aim))
        return error(error_kind::permanent, "conduct.purpose",
                     "a text for " + std::string(to_string(answer.aim)) +
                         " is not sent to a person who did not ask for it");
    return std::nullopt;
}

objection fits(const voice& speaker, const reply& answer, const result<int>& length) {
    if (answer.text.size() > longest_text)
        return error(error_kind::invalid, "reply.too_long",
                     "the reply to " + place_of(answer) + " has " +
                         std::to_string(answer.text.size()) +
                         " bytes, which is more than any platform takes; shorten it");
    if (!length) return length.error();
    if (speaker.limits.max_length > 0 && *length > speaker.limits.max_length)
        return error(error_kind::invalid, "reply.too_long",
                     "the reply to " + place_of(answer) + " counts " + std::to_string(*length) +
                         " of at most " + std::to_string(speaker.limits.max_length) +
                         " as the platform counts; shorten or split it");
    return std::nullopt;
}

std::string in_kilobytes(std::int64_t bytes) { return std::to_string(bytes / 1'000) + " kB"; }

objection pictures_fit(const voice& speaker, const reply& answer) {
    const auto refused = [&](const char* code, const std::string& why) {
        return error(
            error_kind::invalid, code,
            "the reply to " + place_of(answer) + " brings " + why + "; nothing was published");
    };
    const publish_limits& limits = speaker.limits;
    if (std::cmp_greater(answer.pictures.size(), limits.max_pictures))
        return refused("reply.too_many_pictures",
                       std::to_string(answer.pictures.size()) + " pictures, and account '" +
                           answer.account + "' can publish " + std::to_string(limits.max_pictures) +
                           " with an answer: send it with fewer, or with a link");
    for (const enclosed_picture& one : answer.pictures) {
        if (!pictures::known_type(one.media_type))
            return refused("reply.picture_type",
                           "a file of the type " + one.media_type + ": save it as JPEG or PNG");
        if (limits.max_picture_size > 0 && one.size > limits.max_picture_size)
            return refused("reply.picture_too_large", "a picture of " + in_kilobytes(one.size) +
                                                          " where " + answer.platform + " takes " +
                                                          in_kilobytes(limits.max_picture_size) +
                                                          ": make it smaller");
    }
    return std::nullopt;
}

// The first reason not to publish, in the order in which an agent would want to know.
objection reason_against(const policy& rules, const reply& answer, const reply_facts& facts,
                         timestamp now) {
    if (auto why = is_a_copy(rules, answer, facts)) return why;
    if (auto why = can_be_used(answer)) return why;
    if (auto why = may_speak(rules, answer)) return why;
    const voice& speaker = *voice_of(rules, answer);
    if (auto why = can_be_answered(speaker, answer, facts.answered, now)) return why;
    if (auto why = may_be_said(answer)) return why;
    if (auto why = in_circles(speaker, place_of(answer), facts)) return why;
    if (auto why = fits(speaker, answer, facts.length)) return why;
    return pictures_fit(speaker, answer);
}

}  // namespace

reply as_sent(const policy& rules, const cases::memory& memory, reply answer,
              const cases::words_had& had) {
    answer.object_id = cases::object_answered(memory, answer, had);
    answer.to_case = false;
    const voice* speaker = voice_of(rules, answer);
    if (!speaker || speaker->signature.empty() || answer.author.empty() || answer.text.empty())
        return answer;
    answer.text = signed_text(std::move(answer.text), speaker->signature, answer.author);
    return answer;
}

std::variant<journal::enqueue, journal::refusal> judge(const policy& rules,
                                                       const journal::entry& about,
                                                       const reply& answer,
                                                       const reply_facts& facts) {
    const voice* speaker = voice_of(rules, answer);
    const std::string destination = "publish:" + answer.account;
    if (auto why = reason_against(rules, answer, facts, about.at))
        return journal::refusal{about.seq, destination, std::move(*why)};
    journal::enqueue next;
    next.destination = destination;
    next.about = about.seq;
    next.conversation = conversation_of(*facts.answered);
    next.priority = journal::lane::urgent;
    next.key = answer.origin + "/" + answer.id;
    next.expires =
        answer.expires != timestamp{} ? answer.expires : about.at + speaker->reply_expiry;
    next.approved = to_json(answer);
    return next;
}

}  // namespace earshot::desk
