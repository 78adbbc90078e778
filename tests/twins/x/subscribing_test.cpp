// The plugin looks after its registrations at a twin that keeps them and asks it for its proof.
#include "catch.hpp"
#include "earshot/testkit/fake_host.hpp"
#include "twins/in_process_http.hpp"
#include "twins/x/asking.hpp"
#include "x/registrations.hpp"
#include "x/x.hpp"

namespace earshot::twins::x {
namespace {

using earshot::x::connector;
using testkit::run;

const std::string ours = "https://hooks.example.com/hooks/noordzee/events";

// A challenge of the platform reaches the plugin while its own request waits for the answer.
class proving_http final : public in_process_http {
public:
    using in_process_http::in_process_http;

    connector* plugin = nullptr;

private:
    std::optional<http_response> proof_for(const http_request& challenge) override {
        webhook_request asked;
        asked.query = challenge.url.substr(challenge.url.find('?') + 1);
        const auto said = plugin->challenge(asked);
        if (!said) return std::nullopt;
        http_response made;
        made.status = said->status;
        made.body = said->body;
        return made;
    }
};

// The brand's own token, as the twin granted it.
class granted_token final : public oauth {
public:
    explicit granted_token(asking& from) {
        from.sign_in();
        token_ = from.authorization.substr(std::string("Bearer ").size());
    }
    task<result<std::string>> access_token(oauth_client) override { co_return token_; }
    void reject(const std::string&) override {}

private:
    std::string token_;
};

platform_options with_several_webhooks() {
    platform_options made;
    made.enterprise = true;
    return made;
}

struct bench {
    explicit bench(const std::string& subscribe = "activity", platform_options options = {})
        : x(std::move(options)), token(x), http(x.twin) {
        host.emplace(testkit::configured(earshot::x::account_fields,
                                         {{"base_url", "https://api.x.com"},
                                          {"user_id", "4400100200"},
                                          {"handle", "NoordzeeAir"},
                                          {"client_id", "demo"},
                                          {"refresh_token", "credential:refresh"},
                                          {"bearer_token", "credential:bearer"},
                                          {"consumer_secret", "credential:consumer"},
                                          {"subscribe", subscribe}}),
                     "noordzee");
        host->routes.base = "https://hooks.example.com/hooks/noordzee/";
        host->secrets.set("bearer_token", credentials().bearer);
        host->secrets.set("consumer_secret", credentials().consumer_secret);
        host->offer<earshot::http>(http);
        host->offer<oauth>(token);
        plugin.emplace(*host);
        http.plugin = &*plugin;
    }

    error refused() {
        const auto outcome = run(plugin->mend_subscriptions());
        REQUIRE_FALSE(outcome);
        return outcome.error();
    }

    bool mended() { return run(plugin->mend_subscriptions()).has_value(); }

    // How many things were done in this look.
    std::size_t done_by_a_look() {
        const std::size_t before = host->log.count("x.subscription_mended");
        REQUIRE(mended());
        return host->log.count("x.subscription_mended") - before;
    }

    webhooks& registered() { return x.twin.world().hooks; }

    // What comes in by webhook when somebody calls the brand.
    std::vector<std::string> heard() {
        const std::string id = x.says("ann", "@NoordzeeAir where is my bag?");
        std::vector<std::string> out;
        for (const outgoing& due : x.twin.take_outgoing()) {
            CHECK(due.request.url == ours);
            webhook_request came;
            came.body = due.request.body;
            const auto read = plugin->accept(came);
            REQUIRE(read);
            for (const message& one : read->messages) out.push_back(one.object_id);
        }
        CHECK((out.empty() || out.front() == id));
        return out;
    }

    asking x;
    granted_token token;
    proving_http http;
    std::optional<testkit::fake_host> host;
    std::optional<connector> plugin;
};

}  // namespace

TEST_CASE("PAIN-35: x: from nothing, the webhook is registered, proven and subscribed") {
    for (const std::string subscribe : {"activity", "account_activity"}) {
        CAPTURE(subscribe);
        bench to(subscribe);
        CHECK(to.heard().empty());
        REQUIRE(to.mended());
        REQUIRE(to.registered().all().size() == 1);
        CHECK(to.registered().all()[0].url == ours);
        CHECK(to.heard().size() == 1);
        CHECK(to.done_by_a_look() == 0);
    }
}

TEST_CASE("PAIN-35: x: without being told to, nothing is asked and nothing registered") {
    bench to("no");
    REQUIRE(to.mended());
    CHECK(to.http.requests == 0);
}

TEST_CASE("PAIN-35: x: an address that X stopped calling proves itself again") {
    bench to;
    REQUIRE(to.mended());
    const std::string id = to.registered().all()[0].id;
    to.registered().find(id)->valid = false;
    CHECK(to.done_by_a_look() == 1);
    CHECK(to.registered().find(id)->valid);
}

TEST_CASE("PAIN-35: x: a subscription that fell out is made again, and so is a lost webhook") {
    for (const std::string subscribe : {"activity", "account_activity"}) {
        CAPTURE(subscribe);
        bench to(subscribe);
        REQUIRE(to.mended());
        to.registered().account_activity.clear();
        if (subscribe == "activity")
            to.registered().activity.erase(to.registered().activity.begin());
        CHECK(to.done_by_a_look() == 1);
        to.registered().remove(to.registered().all()[0].id);
        CHECK(to.heard().empty());
        REQUIRE(to.mended());
        CHECK(to.heard().size() == 1);
    }
}

TEST_CASE("PAIN-35: x: a subscription whose webhook is gone is led to ours") {
    bench to;
    REQUIRE(to.mended());
    auto& first = to.registered().activity.begin()->second;
    first.hook_id = "1234567890";
    CHECK(to.done_by_a_look() == 1);
    CHECK(first.hook_id == to.registered().all()[0].id);
    CHECK(to.registered().activity.size() == earshot::x::wanted_activities.size());
}

TEST_CASE("PAIN-35: x: another's webhook is left alone, and a person is told which it is") {
    bench to;
    to.registered().add("https://other.example/hook?key=secret", to.x.clock.now());
    const error why = to.refused();
    CHECK(why.kind == error_kind::permanent);
    CHECK(why.code == "x.webhook_limit");
    CHECK(why.detail.find("https://other.example/hook (") != std::string::npos);
    CHECK(why.detail.find("secret") == std::string::npos);
    CHECK(to.registered().all().size() == 1);
    CHECK(to.registered().activity.empty());
}

TEST_CASE("PAIN-35: x: another's subscription is left alone, and the rest is subscribed") {
    bench to("activity", with_several_webhooks());
    const std::string other =
        to.registered().add("https://other.example/hook", to.x.clock.now()).id;
    to.registered().activity["5"] = {"5", "post.reply.create", "4400100200", "", other, {}};
    const error why = to.refused();
    CHECK(why.code == "x.subscription_taken");
    CHECK(why.detail.find("post.reply.create") != std::string::npos);
    CHECK(why.detail.find("https://other.example/hook") != std::string::npos);
    CHECK(to.registered().activity.at("5").hook_id == other);
    CHECK(to.registered().activity.size() == earshot::x::wanted_activities.size());
    CHECK(to.registered().all().size() == 2);
}

TEST_CASE("PAIN-35: x: a proof with the wrong secret is told for what it is") {
    bench to;
    to.host->secrets.set("consumer_secret", "of another app");
    CHECK(to.refused().code == "x.webhook_unproven");
    CHECK(to.registered().all().empty());
}

TEST_CASE("PAIN-35: x: a platform that cannot answer now is asked again later") {
    bench to;
    to.x.plant({{"kind", "http_503"}, {"path", "/2/webhooks"}});
    CHECK(to.refused().kind == error_kind::transient);
    to.x.plant({{"kind", "rate_limited"}, {"path", "/2/webhooks"}, {"retry_after", 60}});
    CHECK(to.refused().kind == error_kind::throttled);
    CHECK(to.mended());
}

}  // namespace earshot::twins::x
