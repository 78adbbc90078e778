// Who is at the other end of a Unix socket, as the kernel knows, not as they say.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "earshot/error.hpp"

namespace earshot::control {

struct peer {
    pid_t process = 0;
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;  // supplementary
};

// unix(7), SO_PEERCRED and SO_PEERGROUPS, as of when the peer connected.
result<peer> peer_of(int socket);

// Root, ourselves, and members of the socket's group.
bool may_command(const peer& who, uid_t ourselves, gid_t socket_group);

std::string name_of_user(const peer& who);  // `uid 1000`
std::string to_string(const peer& who);     // `uid 1000, pid 4711`

}  // namespace earshot::control
