#include "desk/gate.hpp"

#include "cases/answers.hpp"
#include "desk/route.hpp"

namespace earshot::desk {

namespace {

error refuse(error_kind kind, std::string code, std::string detail) {
    return error(kind, std::move(code), std::move(detail));
}

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

std::string initials_of(std::string_view name) {
    std::string out;
    bool begins = true;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool space = name[i] == ' ' || name[i] == '.' || name[i] == '@';
        if (name[i] == '@') break;  // of an e-mail address: what stands before it
        if (begins && !space) {
            out += name[i];
            while (i + 1 < name.size() && (static_cast<unsigned char>(name[i + 1]) & 0xC0) == 0x80)
                out += name[++i];
        }
        begins = space;
    }
    return out;
}

void fill_in(std::string& text, std::string_view field, const std::string& value) {
    for (std::size_t at = text.find(field); at != text.npos; at = text.find(field, at))
        text.replace(at, field.size(), value), at += value.size();
}

constexpr std::size_t longest_text = 64 << 10;  // bytes

// Two programs that answer each other through us do not stop by themselves, and what they say is
// public. One that says of itself that it is a program gets no more than an answer in parts.
constexpr std::size_t most_an_hour = 20;
constexpr std::size_t most_to_a_program = 3;

std::optional<error> in_circles(const std::string& place, const reply_facts& facts) {
    const bool program = facts.answered->by.automated;
    const std::size_t most = program ? most_to_a_program : most_an_hour;
    if (facts.within_the_hour < most) return std::nullopt;
    return refuse(error_kind::permanent, loop_code,
                  place + " belongs to a case that got " + std::to_string(facts.within_the_hour) +
                      " answers within the hour" +
                      (program ? ", and its author says to be a program" : "") +
                      ": two programs seem to answer each other. If a person wrote this, send it "
                      "again later; else switch off what answers by itself");
}

// The first reason not to publish, in the order in which an agent would want to know.
std::optional<error> objection(const policy& rules, const reply& answer, const reply_facts& facts,
                               timestamp now) {
    const voice* speaker = voice_of(rules, answer);
    const std::string place = place_of(answer);
    if (!speaker || speaker->platform != answer.platform)
        return refuse(error_kind::invalid, "reply.unknown_account",
                      "no account '" + answer.account + "' on " + answer.platform +
                          " is configured; the reply names " + place);
    if (!may_act_for(rules, answer.origin, answer.account))
        return refuse(error_kind::permanent, "reply.not_your_account",
                      "'" + answer.origin + "' does not get the messages of account '" +
                          answer.account + "', so nobody there answers for it");
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
        return refuse(error_kind::invalid, "reply.empty",
                      "the reply to " + place +
                          " has no text; attachments are not published, so say it in words");
    if (answer.text.size() > longest_text)
        return refuse(error_kind::invalid, "reply.too_long",
                      "the reply to " + place + " has " + std::to_string(answer.text.size()) +
                          " bytes, which is more than any platform takes; shorten it");
    if (speaker->limits.only_if_addressed && !facts.answered->addressed)
        return refuse(error_kind::permanent, "conduct.not_addressed",
                      place + " does not mention, answer or quote the brand, and " +
                          answer.platform + " refuses answers to those who did not call");
    if (unasked(answer.aim))
        return refuse(error_kind::permanent, "conduct.purpose",
                      "a text for " + std::string(to_string(answer.aim)) +
                          " is not sent to a person who did not ask for it");
    if (too_old(*speaker, *facts.answered, now))
        return refuse(error_kind::permanent, "reply.window_closed",
                      answer.platform + " takes answers for " +
                          format_duration(speaker->limits.reply_window) + ", and " + place +
                          " is of " + format_rfc3339(facts.answered->created));
    if (auto loop = in_circles(place, facts)) return loop;
    if (!facts.length) return facts.length.error();
    if (speaker->limits.max_length > 0 && *facts.length > speaker->limits.max_length)
        return refuse(error_kind::invalid, "reply.too_long",
                      "the reply to " + place + " counts " + std::to_string(*facts.length) +
                          " of at most " + std::to_string(speaker->limits.max_length) +
                          " as the platform counts; shorten or split it");
    return std::nullopt;
}

}  // namespace

reply as_sent(const policy& rules, const cases::memory& memory, reply answer,
              journal::sequence unseen) {
    answer.object_id = cases::object_answered(memory, answer, unseen);
    answer.to_case = false;
    const voice* speaker = voice_of(rules, answer);
    if (!speaker || speaker->signature.empty() || answer.author.empty() || answer.text.empty())
        return answer;
    std::string signature = speaker->signature;
    fill_in(signature, "{initials}", initials_of(answer.author));
    fill_in(signature, "{name}", answer.author);
    if (!answer.text.ends_with(signature)) answer.text += signature;
    return answer;
}

std::variant<journal::enqueue, journal::refusal> judge(const policy& rules,
                                                       const journal::entry& about,
                                                       const reply& answer,
                                                       const reply_facts& facts) {
    const voice* speaker = voice_of(rules, answer);
    const std::string destination = "publish:" + answer.account;
    if (auto why = objection(rules, answer, facts, about.at))
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
