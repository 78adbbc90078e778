// A host to test a plugin with. Nothing leaves the process, nothing waits, and every run is the
// same:
//
//   testkit::fake_host host(testkit::configured(my_plugin::fields, {{"handle", "brand"}}));
//   host.http.answer("GET", "https://api.example.com/mentions", 200, R"({"data":[]})");
//   my_plugin plugin(host);
//   const auto polled = testkit::run(plugin.poll({}));
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "earshot/host.hpp"
#include "earshot/testkit/configured.hpp"
#include "earshot/testkit/fake_files.hpp"
#include "earshot/testkit/fake_http.hpp"
#include "earshot/testkit/fake_mail.hpp"
#include "earshot/testkit/fake_services.hpp"
#include "earshot/testkit/plain_text.hpp"
#include "earshot/testkit/run.hpp"

namespace earshot::testkit {

// The test owns it and reaches the fakes as members; it outlives the plugin.
class fake_host final : public host {
public:
    explicit fake_host(settings configuration, std::string instance = "brand");

    // With another text service, which outlives the host.
    fake_host(settings configuration, std::string instance, text& unicode);

    fake_host(const fake_host&) = delete;
    fake_host& operator=(const fake_host&) = delete;

    fake_http http;
    fake_files files;
    fake_mail mail;
    fake_oauth oauth;
    fake_secrets secrets;
    fake_store store;
    fake_vault vault;
    fake_clock clock;
    recording_log log;
    fake_metrics metrics;
    fake_routes routes;
    fake_ids ids;

    // A daemon too old to have this service.
    void lacks(std::string_view service_id) { offered_[std::string(service_id)] = nullptr; }

    // Another service in the place of a fake, or beside them; it outlives the host.
    template <class Service>
    void offer(Service& service) {
        offered_[std::string(Service::id)] = &service;
    }

    const std::string& instance() const noexcept override { return instance_; }
    const settings& configuration() const noexcept override { return configuration_; }
    void* service(std::string_view id) noexcept override;

private:
    settings configuration_;
    std::string instance_;
    plain_text plain_;
    text& text_;
    std::map<std::string, void*, std::less<>> offered_;
};

}  // namespace earshot::testkit
