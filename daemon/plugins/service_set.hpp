// What an instance is given to work with; `app` fills it in. A null service is one that the plugin
// is told this daemon does not have.
#pragma once

#include <memory>

#include "earshot/service/clock.hpp"
#include "earshot/service/files.hpp"
#include "earshot/service/http.hpp"
#include "earshot/service/ids.hpp"
#include "earshot/service/log.hpp"
#include "earshot/service/mail.hpp"
#include "earshot/service/oauth.hpp"
#include "earshot/service/oauth_grant.hpp"
#include "earshot/service/routes.hpp"
#include "earshot/service/secrets.hpp"
#include "earshot/service/store.hpp"
#include "earshot/service/text.hpp"
#include "earshot/service/vault.hpp"
#include "net/peer_clock.hpp"

namespace earshot::plugins {

struct service_set {
    earshot::http* http = nullptr;
    earshot::oauth* oauth = nullptr;
    earshot::oauth_grant* grant = nullptr;
    earshot::secrets* secrets = nullptr;
    earshot::store* store = nullptr;
    earshot::vault* vault = nullptr;
    earshot::files* files = nullptr;
    earshot::mail* mail = nullptr;
    earshot::clock* clock = nullptr;
    earshot::log* log = nullptr;  // needed: also the guard's own lines go there
    earshot::routes* routes = nullptr;
    earshot::text* text = nullptr;
    earshot::ids* ids = nullptr;
    const net::peer_clock* peer_clock = nullptr;  // null: it asks nobody

    // Whatever owns services that are this instance's alone. Held until the plugin is destroyed,
    // which may be later than the instance: a call that was left behind still uses them.
    std::shared_ptr<void> owner;
};

}  // namespace earshot::plugins
