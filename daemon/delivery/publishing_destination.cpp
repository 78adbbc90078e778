#include "delivery/destination.hpp"
#include "delivery/picture_source.hpp"
#include "delivery/verdict.hpp"

namespace earshot::delivery {

namespace {

class publishing_destination final : public destination {
public:
    publishing_destination(plugins::instance& target, journal::journal& journal,
                           find_instance origins)
        : target_(target),
          journal_(journal),
          pictures_(std::move(origins)),
          name_("publish:" + target.name()) {}

    const std::string& name() const override { return name_; }
    sink_capacity capacity() const override { return {.batch = 1, .concurrency = 4}; }

    task<std::vector<result<receipt>>> send(std::vector<journal::outbox_item> items) override {
        std::vector<result<receipt>> outcomes;
        for (journal::outbox_item& item : items) {
            auto outcome = co_await send_one(std::move(item));
            outcomes.push_back(std::move(outcome));
        }
        co_return outcomes;
    }

    task<result<std::optional<receipt>>> find_earlier_attempt(journal::outbox_item item) override {
        auto answered = co_await find_answered(item);
        if (!answered) co_return std::unexpected(answered.error());
        auto request = prepare(item, *answered);
        if (!request) co_return std::unexpected(request.error());
        if (target_.limits().repeat != repeat_safety::reconcile) co_return unknown_outcome();
        co_return co_await look_for(std::move(*request));
    }

private:
    task<result<receipt>> send_one(journal::outbox_item item) {
        auto answered = co_await find_answered(item);
        if (!answered) co_return std::unexpected(answered.error());
        auto request = prepare(item, *answered);
        if (!request) co_return std::unexpected(request.error());
        if (item.attempts > 0) {
            auto settled = co_await settle_earlier_attempt(*request);
            if (settled) co_return std::move(*settled);
        }
        // Deleted after the gate let the answer pass: nobody is there to read it.
        if (answered->kind == message_kind::deletion)
            co_return fail(
                error_kind::gone, "reply.deleted",
                "the customer has deleted " + name_of(*answered) + "; nothing was published");
        auto pictures = co_await pictures_.fetch(request->answer, target_.limits());
        if (!pictures) co_return std::unexpected(pictures.error());
        request->pictures = std::move(*pictures);
        auto receipt = co_await target_.publish(*request);
        request->pictures.clear();
        if (receipt || !leaves_doubt(receipt.error())) co_return receipt;
        co_return co_await explain(std::move(*request), receipt.error());
    }

    task<result<message>> find_answered(const journal::outbox_item& item) {
        const auto answer = answer_of(item);
        if (!answer) co_return std::unexpected(answer.error());
        const auto found =
            co_await journal_.find_message(answer->platform, answer->account, answer->object_id);
        if (!found) co_return std::unexpected(found.error());
        co_return message_from_json(found->body);
    }

    // What was approved is what is sent.
    static result<reply> answer_of(const journal::outbox_item& item) {
        return reply_from_json(item.approved.empty() ? item.about.body : item.approved);
    }

    static result<publish_request> prepare(const journal::outbox_item& item,
                                           const message& answered) {
        auto answer = answer_of(item);
        if (!answer) return std::unexpected(answer.error());
        publish_request request;
        request.key = item.key;
        request.accepted = item.about.at;
        request.thread_id = answered.thread_id;
        request.first_attempt = item.first_attempt;
        request.answer = std::move(*answer);
        return request;
    }

    // Nothing: it is certain that no attempt arrived, or repeating is harmless.
    task<std::optional<result<receipt>>> settle_earlier_attempt(publish_request request) {
        switch (target_.limits().repeat) {
            case repeat_safety::key: co_return std::nullopt;
            case repeat_safety::none: co_return unknown_outcome();
            case repeat_safety::reconcile: break;
        }
        auto found = co_await look_for(std::move(request));
        if (!found) co_return std::unexpected(found.error());
        if (!*found) co_return std::nullopt;
        co_return std::move(**found);
    }

    // That the platform does not let us look says nothing about the answer.
    task<result<std::optional<receipt>>> look_for(publish_request request) {
        auto found = co_await target_.reconcile(std::move(request));
        if (!found && is_final(found.error().kind))
            co_return fail(error_kind::permanent, not_certain_code,
                           "an earlier attempt may have been published, and the platform would not "
                           "say: " +
                               to_string(found.error()) +
                               "; look at the thread. Replayed, it is looked for once more");
        co_return found;
    }

    static bool is_final(error_kind kind) {
        return kind == error_kind::gone || kind == error_kind::invalid ||
               kind == error_kind::permanent || kind == error_kind::conflict;
    }

    static std::unexpected<error> unknown_outcome() {
        return fail(error_kind::permanent, "delivery.unknown_outcome",
                    "an earlier attempt may have been published and the platform cannot be asked; "
                    "look at the thread, then replay or drop this dead letter");
    }

    static bool leaves_doubt(const error& refused) {
        return refused.kind == error_kind::conflict || refused.code == plugins::threw_code;
    }

    // The platform says that it has this text already: ours, or somebody else's? Or the plugin
    // broke, perhaps after it had sent it.
    task<result<receipt>> explain(publish_request request, error refused) {
        const bool can_look = target_.limits().repeat == repeat_safety::reconcile;
        if (!can_look && refused.code == plugins::threw_code) co_return unknown_outcome();
        if (!can_look) co_return std::unexpected(std::move(refused));
        auto found = co_await look_for(std::move(request));
        if (!found) co_return std::unexpected(found.error());
        if (*found) co_return std::move(**found);
        refused.kind = error_kind::permanent;
        co_return std::unexpected(std::move(refused));
    }

    plugins::instance& target_;
    journal::journal& journal_;
    picture_source pictures_;
    std::string name_;
};

}  // namespace

std::unique_ptr<destination> make_publishing_destination(plugins::instance& target,
                                                         journal::journal& journal,
                                                         find_instance origins) {
    return std::make_unique<publishing_destination>(target, journal, std::move(origins));
}

}  // namespace earshot::delivery
