#include "intake/normalize.hpp"

#include "text/normalize.hpp"

namespace earshot::intake {

namespace {

void claim(message& item, const plugins::instance& source, timestamp received) {
    item.platform = source.plugin();
    item.account = source.name();
    item.received = received;
    if (item.created == timestamp{}) item.created = received;
}

}  // namespace

batch normalize(batch items, const plugins::instance& source, timestamp received) {
    batch out;
    out.rejects = std::move(items.rejects);
    out.messages.reserve(items.messages.size());
    for (message& item : items.messages) {
        claim(item, source, received);
        if (const auto fit = texts::normalize(item); fit)
            out.messages.push_back(std::move(item));
        else
            out.rejects.push_back({std::move(item.raw), fit.error().detail, item.object_id});
    }
    for (reply& answer : items.replies) {
        answer.origin = source.name();
        answer.text = texts::printable(answer.text);
        answer.author = texts::printable(answer.author);
        answer.unusable = texts::printable(answer.unusable);
        out.replies.push_back(std::move(answer));
    }
    for (ticket_change& change : items.changes) {
        change.origin = source.name();
        out.changes.push_back(std::move(change));
    }
    out.gaps = std::move(items.gaps);
    return out;
}

}  // namespace earshot::intake
