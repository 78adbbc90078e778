#include "delivery/verdict.hpp"

namespace earshot::delivery {

namespace {

void bury(verdict& made) { made.settlement.result = journal::outcome::dead; }

void retry(verdict& made, timestamp due) {
    made.settlement.result = journal::outcome::retry;
    made.settlement.due = due;
}

// The other side did not take it and said so: the attempt does not count, nothing is in doubt.
void hold(verdict& made, timestamp until, destination_effect effect) {
    retry(made, until);
    made.settlement.began = false;
    made.effect = effect;
    made.hold_until = until;
}

// Of an answer that was tried and tried, nobody knows whether it is out.
void give_up(verdict& made, const journal::outbox_item& item) {
    bury(made);
    if (!item.destination.starts_with("publish:")) return;
    made.settlement.detail = "tried again and again, and an attempt may have arrived; the last: " +
                             made.settlement.code + ": " + made.settlement.detail;
    made.settlement.code = not_certain_code;
}

void retry_or_give_up(verdict& made, const journal::outbox_item& item, timestamp now, double random,
                      const retry_plan& plan) {
    made.effect = destination_effect::failure;
    const timestamp began = item.first_attempt == timestamp{} ? now : item.first_attempt;
    if (now - began >= plan.give_up_after) return give_up(made, item);
    retry(made, now + plan.wait.before(item.attempts + 1, random));
}

}  // namespace

verdict judge(const journal::outbox_item& item, const error& why, timestamp now, double random,
              int refusals, const retry_plan& plan) {
    verdict made;
    made.settlement.id = item.id;
    made.settlement.code = why.code;
    made.settlement.detail = why.detail;
    switch (why.kind) {
        case error_kind::throttled: {
            const duration wait = why.retry_after.count() > 0 ? why.retry_after : plan.wait.first;
            hold(made, now + std::min(wait, plan.longest_hold), destination_effect::hold);
            break;
        }
        case error_kind::unauthorized:
        case error_kind::scope_missing:
            if (refusals == 0)
                hold(made, now, destination_effect::refused);
            else
                hold(made, now + plan.unauthorized_pause, destination_effect::unauthorized);
            break;
        case error_kind::transient:
        case error_kind::conflict:
        case error_kind::cancelled:
            retry_or_give_up(made, item, now, random, plan);
            made.settlement.due = std::max(made.settlement.due, now + why.retry_after);
            break;
        case error_kind::gone:
        case error_kind::invalid:
        case error_kind::permanent: bury(made); break;
    }
    return made;
}

}  // namespace earshot::delivery
