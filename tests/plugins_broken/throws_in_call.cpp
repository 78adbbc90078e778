// Throws exceptions of a type of its own, which nobody else knows.
#include <exception>

#include "earshot/plugin.hpp"

using namespace earshot;

class tantrum : public std::exception {
public:
    const char* what() const noexcept override { return "I will not\nread this"; }
};

class moody : public provides<webhooks, sink> {
public:
    explicit moody(host&) {}

    std::vector<webhook_route> routes() override { return {{"events", {}}}; }
    result<webhook_answer> challenge(const webhook_request&) override { throw 42; }
    result<batch> accept(const webhook_request&) override { throw tantrum(); }

    task<std::vector<result<receipt>>> deliver(std::vector<sink_item>) override {
        throw tantrum();
        co_return std::vector<result<receipt>>();
    }
};

EARSHOT_PLUGIN(moody, .id = "throws_in_call", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Throws");
