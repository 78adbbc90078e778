#include "earshot/testkit/fake_host.hpp"

namespace earshot::testkit {

namespace {

template <class Service>
bool matches(std::string_view id, Service& service, void*& found) {
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
    if (const auto other = offered_.find(id); other != offered_.end()) return other->second;
    void* found = nullptr;
    // The address of the interface, not of the fake: that is what use<>() casts back to.
    matches<earshot::http>(id, http, found) || matches<earshot::oauth>(id, oauth, found) ||
        matches<earshot::secrets>(id, secrets, found) ||
        matches<earshot::store>(id, store, found) || matches<earshot::vault>(id, vault, found) ||
        matches<earshot::clock>(id, clock, found) || matches<earshot::log>(id, log, found) ||
        matches<earshot::metrics>(id, metrics, found) ||
        matches<earshot::routes>(id, routes, found) || matches<earshot::ids>(id, ids, found) ||
        matches<earshot::files>(id, files, found) || matches<earshot::mail>(id, mail, found) ||
        matches<earshot::text>(id, text_, found);
    return found;
}

}  // namespace earshot::testkit
