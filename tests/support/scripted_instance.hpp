// A plugin instance whose answers a test writes down beforehand.
#pragma once

#include <deque>
#include <functional>
#include <string>
#include <vector>

#include "plugins/instance.hpp"

namespace earshot::tests {

class scripted_instance final : public plugins::instance {
public:
    explicit scripted_instance(std::string name, std::string plugin = "fake")
        : name_(std::move(name)), plugin_(std::move(plugin)) {}

    // What a test sets and reads.
    std::function<task<result<poll_result>>(poll_request)> on_poll;
    std::function<result<batch>(const webhook_request&)> on_accept;
    std::function<task<std::vector<result<receipt>>>(std::vector<sink_item>)> on_deliver;
    std::function<task<std::vector<result<receipt>>>(std::vector<notice>)> on_inform;
    std::function<task<result<std::string>>(std::string)> on_fetch_picture;
    std::function<task<result<credential_status>>()> on_examine;
    std::function<task<result<void>>()> on_mend;
    std::function<task<result<receipt>>(publish_request)> on_publish;
    std::function<task<result<std::optional<receipt>>>(publish_request)> on_reconcile;
    std::vector<webhook_route> hooks;
    publish_limits bounds;
    sink_capacity takes;
    std::string key = "secret";

    const std::string& name() const override { return name_; }
    const std::string& plugin() const override { return plugin_; }
    plugins::instance_status status() const override { return {name_, plugin_, "1", true, ""}; }
    bool polls() const override { return bool(on_poll); }
    bool publishes() const override { return bool(on_publish); }
    bool delivers() const override { return bool(on_deliver); }
    bool informs() const override { return bool(on_inform); }
    bool encloses() const override { return bool(on_fetch_picture); }
    bool examines() const override { return bool(on_examine); }
    bool subscribes() const override { return bool(on_mend); }
    std::vector<webhook_route> routes() const override { return hooks; }
    publish_limits limits() const override { return bounds; }
    sink_capacity capacity() const override { return takes; }

    task<result<poll_result>> poll(poll_request request) override {
        return on_poll(std::move(request));
    }
    result<webhook_answer> challenge(const webhook_request& request) override {
        webhook_answer echo;
        echo.body = request.query;
        return echo;
    }
    result<batch> accept(const webhook_request& request) override { return on_accept(request); }
    result<int> length(const std::string& text) override { return static_cast<int>(text.size()); }
    task<result<receipt>> publish(publish_request request) override {
        return on_publish(std::move(request));
    }
    task<result<std::optional<receipt>>> reconcile(publish_request request) override {
        return on_reconcile(std::move(request));
    }
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override {
        return on_deliver(std::move(items));
    }
    task<std::vector<result<receipt>>> inform(std::vector<notice> items) override {
        return on_inform(std::move(items));
    }
    task<result<std::string>> fetch_picture(std::string id) override {
        return on_fetch_picture(std::move(id));
    }
    task<result<credential_status>> examine() override { return on_examine(); }
    task<result<void>> mend_subscriptions() override { return on_mend(); }
    result<std::string> secret(std::string_view) override { return key; }

private:
    std::string name_;
    std::string plugin_;
};

}  // namespace earshot::tests
