// What the broken ones are measured against: it does everything, and well. Built twice, the second
// time to be the other plugin with the same id.
#include "earshot/plugin.hpp"

using namespace earshot;

class healthy : public provides<polling, webhooks, publishing, sink> {
public:
    static constexpr field fields[] = {
        {"base_url", field_type::url, presence::optional, nullptr, nullptr, "Where it looks."},
    };
    static constexpr const char* hosts[] = {"api.example.com", "{base_url}"};

    explicit healthy(host& services)
        : name_(services.instance()), log_(use<log>(services)), metrics_(use<metrics>(services)) {
        log_.write(log_level::info, "healthy.started", {{"with", "care"}});
    }

    task<result<poll_result>> poll(poll_request request) override {
        metrics_.add("polls", 1);
        poll_result made;
        made.items.messages.push_back(a_message());
        made.cursor = request.cursor + "+";
        co_return made;
    }

    std::vector<webhook_route> routes() override { return {{"events", {}}}; }

    result<webhook_answer> challenge(const webhook_request& request) override {
        return webhook_answer{200, "text/plain", request.query};
    }

    result<batch> accept(const webhook_request& request) override {
        if (request.body.empty()) return fail(error_kind::invalid, "healthy.body", "empty");
        batch made;
        made.messages.push_back(a_message());
        return made;
    }

    publish_limits limits() override { return {280, repeat_safety::key, false}; }
    result<int> length(const std::string& text) override { return static_cast<int>(text.size()); }

    task<result<receipt>> publish(publish_request request) override {
        co_return receipt{"post-" + request.key, ""};
    }

    task<result<std::optional<receipt>>> reconcile(publish_request) override {
        co_return std::nullopt;
    }

    task<std::vector<result<receipt>>> deliver(std::vector<sink_item> items) override {
        std::vector<result<receipt>> outcomes;
        for (const sink_item& one : items) outcomes.push_back(receipt{"ticket-" + one.key, ""});
        co_return outcomes;
    }

private:
    message a_message() const {
        message made;
        made.platform = "healthy";
        made.account = name_;
        made.object_id = "1";
        return made;
    }

    std::string name_;
    log& log_;
    metrics& metrics_;
};

EARSHOT_PLUGIN(healthy, .id = "healthy", .version = "1.2.3", .vendor = "Earshot",
               .summary = "Does what it should");
