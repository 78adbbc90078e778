#include "earshot/testkit/fake_host.hpp"

namespace earshot::testkit {

namespace {

template <class Service>
bool offer(std::string_view id, Service& service, void*& found) {
    if (id != Service::id) return false;
    found = &service;
    return true;
}

}  // namespace

fake_host::fake_host(settings configuration, std::string instance)
    : configuration_(std::move(configuration)), instance_(std::move(instance)), text_(plain_) {}

fake_host::fake_host(settings configuration, std::string instance, text& unicode)
    : configuration_(std::move(configuration)), instance_(std::move(instance)), text_(unicode) {}

void* fake_host::service(std::string_view id) noexcept {
    void* found = nullptr;
    if (id == missing_) return found;
    // The address of the interface, not of the fake: that is what use<>() casts back to.
    offer<earshot::http>(id, http, found) || offer<earshot::oauth>(id, oauth, found) ||
        offer<earshot::secrets>(id, secrets, found) || offer<earshot::store>(id, store, found) ||
        offer<earshot::clock>(id, clock, found) || offer<earshot::log>(id, log, found) ||
        offer<earshot::metrics>(id, metrics, found) || offer<earshot::routes>(id, routes, found) ||
        offer<earshot::ids>(id, ids, found) || offer<earshot::text>(id, text_, found);
    return found;
}

}  // namespace earshot::testkit
