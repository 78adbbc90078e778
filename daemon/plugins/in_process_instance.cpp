#include "plugins/in_process_instance.hpp"

#include <algorithm>

#include "plugins/guard.hpp"

namespace earshot::plugins {

namespace {

using outcomes = std::vector<result<receipt>>;

// With none at a time nothing would ever be delivered, and the stage multiplies the two.
sink_capacity sensible(sink_capacity told) {
    constexpr int most = 10'000;
    told.batch = std::clamp(told.batch, 1, most);
    told.concurrency = std::clamp(told.concurrency, 1, most);
    return told;
}

template <class T>
task<result<T>> as_result(task<T> made) {
    co_return co_await std::move(made);
}

class in_process_instance final : public instance {
public:
    in_process_instance(std::shared_ptr<plugin_object> object, call_limits limits);

    result<void> learn_routes();

    const std::string& name() const override { return object_->host().instance(); }
    const std::string& plugin() const override { return plugin_; }
    instance_status status() const override;
    std::vector<metric> metrics() const override { return object_->host().counters().read(); }

    bool polls() const override { return polling_; }
    bool publishes() const override { return publishing_; }
    bool delivers() const override { return sink_; }
    bool informs() const override { return notices_; }
    bool encloses() const override { return enclosures_; }
    bool examines() const override { return credentials_; }
    bool subscribes() const override { return subscriptions_; }
    std::vector<webhook_route> routes() const override { return routes_; }
    publish_limits limits() const override;
    sink_capacity capacity() const override;
    duration behind() const override;

    task<result<poll_result>> poll(poll_request request) override;
    result<webhook_answer> challenge(const webhook_request& request) override;
    result<batch> accept(const webhook_request& request) override;
    result<int> length(const std::string& text) override;
    task<result<receipt>> publish(publish_request request) override;
    task<result<std::optional<receipt>>> reconcile(publish_request request) override;
    task<outcomes> deliver(std::vector<sink_item> items) override;
    task<outcomes> inform(std::vector<notice> items) override;
    task<result<std::string>> fetch_picture(std::string id) override;
    task<result<credential_status>> examine() override;
    task<result<void>> mend_subscriptions() override;
    result<std::string> secret(std::string_view field) override;

private:
    template <class Start>
    task<outcomes> counted(call_kind kind, std::size_t count, Start start);
    std::unexpected<error> not_offered(call_kind kind) const;

    std::shared_ptr<plugin_object> object_;
    std::string plugin_;
    call_limits limits_;
    polling* polling_;
    webhooks* webhooks_;
    publishing* publishing_;
    sink* sink_;
    notices* notices_;
    enclosures* enclosures_;
    credentials* credentials_;
    subscriptions* subscriptions_;
    std::vector<webhook_route> routes_;
};

in_process_instance::in_process_instance(std::shared_ptr<plugin_object> object, call_limits limits)
    : object_(std::move(object)),
      plugin_(object_->code().id()),
      limits_(limits),
      polling_(object_->find<polling>()),
      webhooks_(object_->find<webhooks>()),
      publishing_(object_->find<publishing>()),
      sink_(object_->find<sink>()),
      notices_(object_->find<notices>()),
      enclosures_(object_->find<enclosures>()),
      credentials_(object_->find<credentials>()),
      subscriptions_(object_->find<subscriptions>()) {}

result<void> in_process_instance::learn_routes() {
    if (!webhooks_) return {};
    auto call = [this]() -> result<std::vector<webhook_route>> { return webhooks_->routes(); };
    auto learned = at_once<std::vector<webhook_route>>(*object_, call_kind::routes, call);
    if (!learned) return std::unexpected(learned.error());
    routes_ = std::move(*learned);
    return {};
}

instance_status in_process_instance::status() const {
    instance_status now{name(), plugin_, std::string(object_->code().version())};
    const error* refusal = object_->refusal();
    now.running = !refusal;
    now.problem = refusal ? to_string(*refusal) : object_->problem();
    return now;
}

duration in_process_instance::behind() const {
    const net::peer_clock* peer = object_->host().services().peer_clock;
    return peer ? peer->behind() : duration();
}

publish_limits in_process_instance::limits() const {
    if (!publishing_) return {};
    auto call = [this]() -> result<publish_limits> { return publishing_->limits(); };
    return at_once<publish_limits>(*object_, call_kind::limits, call).value_or(publish_limits{});
}

sink_capacity in_process_instance::capacity() const {
    if (!sink_) return {};
    auto call = [this]() -> result<sink_capacity> { return sink_->capacity(); };
    return sensible(
        at_once<sink_capacity>(*object_, call_kind::capacity, call).value_or(sink_capacity{}));
}

std::unexpected<error> in_process_instance::not_offered(call_kind kind) const {
    return fail(error_kind::permanent, "plugin.not_offered",
                name() + ": the plugin " + plugin_ + " offers no " + std::string(to_string(kind)));
}

task<result<poll_result>> in_process_instance::poll(poll_request request) {
    if (!polling_) co_return not_offered(call_kind::poll);
    auto start = [what = polling_, request = std::move(request)]() mutable {
        return what->poll(std::move(request));
    };
    co_return co_await in_time<poll_result>(object_, call_kind::poll, limits_.poll,
                                            std::move(start));
}

result<webhook_answer> in_process_instance::challenge(const webhook_request& request) {
    if (!webhooks_) return not_offered(call_kind::challenge);
    return at_once<webhook_answer>(*object_, call_kind::challenge,
                                   [&] { return webhooks_->challenge(request); });
}

result<batch> in_process_instance::accept(const webhook_request& request) {
    if (!webhooks_) return not_offered(call_kind::accept);
    return at_once<batch>(*object_, call_kind::accept, [&] { return webhooks_->accept(request); });
}

result<int> in_process_instance::length(const std::string& text) {
    if (!publishing_) return not_offered(call_kind::length);
    return at_once<int>(*object_, call_kind::length, [&] { return publishing_->length(text); });
}

task<result<receipt>> in_process_instance::publish(publish_request request) {
    if (!publishing_) co_return not_offered(call_kind::publish);
    auto start = [what = publishing_, request = std::move(request)]() mutable {
        return what->publish(std::move(request));
    };
    co_return co_await in_time<receipt>(object_, call_kind::publish, limits_.publish,
                                        std::move(start));
}

task<result<std::optional<receipt>>> in_process_instance::reconcile(publish_request request) {
    if (!publishing_) co_return not_offered(call_kind::reconcile);
    auto start = [what = publishing_, request = std::move(request)]() mutable {
        return what->reconcile(std::move(request));
    };
    co_return co_await in_time<std::optional<receipt>>(object_, call_kind::reconcile,
                                                       limits_.publish, std::move(start));
}

task<outcomes> in_process_instance::deliver(std::vector<sink_item> items) {
    const std::size_t count = items.size();
    if (!sink_) co_return outcomes(count, not_offered(call_kind::deliver));
    auto start = [what = sink_, items = std::move(items)]() mutable {
        return as_result(what->deliver(std::move(items)));
    };
    co_return co_await counted(call_kind::deliver, count, std::move(start));
}

task<outcomes> in_process_instance::inform(std::vector<notice> items) {
    const std::size_t count = items.size();
    if (!notices_) co_return outcomes(count, not_offered(call_kind::inform));
    auto start = [what = notices_, items = std::move(items)]() mutable {
        return as_result(what->inform(std::move(items)));
    };
    co_return co_await counted(call_kind::inform, count, std::move(start));
}

task<result<std::string>> in_process_instance::fetch_picture(std::string id) {
    if (!enclosures_) co_return not_offered(call_kind::fetch_picture);
    auto start = [what = enclosures_, id = std::move(id)]() mutable {
        return what->fetch_picture(std::move(id));
    };
    co_return co_await in_time<std::string>(object_, call_kind::fetch_picture, limits_.deliver,
                                            std::move(start));
}

// As many outcomes as there were items, whatever the plugin does.
template <class Start>
task<outcomes> in_process_instance::counted(call_kind kind, std::size_t count, Start start) {
    auto made = co_await in_time<outcomes>(object_, kind, limits_.deliver, std::move(start));
    if (made && made->size() != count) made = miscounted(*object_, made->size(), count);
    if (made) co_return std::move(*made);
    co_return outcomes(count, std::unexpected(made.error()));
}

task<result<credential_status>> in_process_instance::examine() {
    if (!credentials_) co_return not_offered(call_kind::examine);
    auto start = [what = credentials_]() { return what->examine(); };
    co_return co_await in_time<credential_status>(object_, call_kind::examine, limits_.publish,
                                                  std::move(start));
}

task<result<void>> in_process_instance::mend_subscriptions() {
    if (!subscriptions_) co_return not_offered(call_kind::mend_subscriptions);
    auto start = [what = subscriptions_]() { return what->mend_subscriptions(); };
    co_return co_await in_time<void>(object_, call_kind::mend_subscriptions, limits_.publish,
                                     std::move(start));
}

result<std::string> in_process_instance::secret(std::string_view field) {
    if (secrets* from = object_->host().services().secrets) return from->read(field);
    return fail(error_kind::permanent, "secret.none", name() + ": there are no secrets here");
}

}  // namespace

result<std::unique_ptr<instance>> create_instance(std::shared_ptr<const library> code,
                                                  std::string name, settings values,
                                                  instance_context context) {
    auto object = std::make_shared<plugin_object>(context.loop, std::move(code), std::move(name),
                                                  std::move(values), std::move(context.services),
                                                  *context.watch, context.limits.grace);
    if (const auto created = object->create(); !created) {
        if (context.refused)
            std::ranges::copy(object->refused(), std::back_inserter(*context.refused));
        return std::unexpected(created.error());
    }
    auto made = std::make_unique<in_process_instance>(std::move(object), context.limits);
    if (const auto learned = made->learn_routes(); !learned) {
        if (context.refused) context.refused->push_back({"", learned.error().detail});
        return std::unexpected(learned.error());
    }
    return made;
}

}  // namespace earshot::plugins
