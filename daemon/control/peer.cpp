#include "control/peer.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace earshot::control {

namespace {

// user_namespaces(7): whom the daemon's namespace does not map. Under the unit's PrivateUsers= that
// is everybody but root and the daemon itself; groups that it has are mapped, so the check holds.
constexpr uid_t overflow_user = 65'534;

std::unexpected<error> unknown_peer() {
    return fail(
        error_kind::permanent, "control.peer",
        "the kernel does not say who is calling: " + std::generic_category().message(errno));
}

}  // namespace

result<peer> peer_of(int socket) {
    ucred who{};
    socklen_t size = sizeof who;
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) != 0) return unknown_peer();
    peer found{.process = who.pid, .user = who.uid, .group = who.gid};
    found.groups.resize(64);
    size = static_cast<socklen_t>(found.groups.size() * sizeof(gid_t));
    int failed = ::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, found.groups.data(), &size);
    if (failed != 0 && errno == ERANGE) {  // more than there was room for: now `size` says how many
        found.groups.resize(size / sizeof(gid_t));
        failed = ::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, found.groups.data(), &size);
    }
    if (failed != 0) return unknown_peer();
    found.groups.resize(size / sizeof(gid_t));
    return found;
}

bool may_command(const peer& who, uid_t ourselves, gid_t socket_group) {
    return who.user == 0 || who.user == ourselves || who.group == socket_group ||
           std::ranges::find(who.groups, socket_group) != who.groups.end();
}

std::string to_string(const peer& who) {
    return name_of_user(who) + ", pid " + std::to_string(who.process);
}

std::string name_of_user(const peer& who) {
    return who.user == overflow_user ? "uid hidden by a user namespace"
                                     : "uid " + std::to_string(who.user);
}

}  // namespace earshot::control
