#include "control/control_socket.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <system_error>

namespace earshot::control {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using protocol = asio::local::stream_protocol;

namespace {

constexpr mode_t socket_mode = 0660;

std::unexpected<error> refuse(const fs::path& path, const std::string& why) {
    return fail(error_kind::permanent, "control.socket",
                "cannot listen on " + path.string() + ": " + why);
}

std::string system_text(int number) { return std::generic_category().message(number); }

// Whoever can write to the directory can put a socket of their own in place of ours.
result<void> check_directory(const fs::path& path) {
    const fs::path directory = path.parent_path();
    struct stat found{};
    if (::stat(directory.c_str(), &found) != 0)
        return refuse(path, directory.string() + ": " + system_text(errno) + "; create it");
    if (!S_ISDIR(found.st_mode))
        return refuse(path, directory.string() + " is not a directory; name another");
    if (found.st_uid != 0 && found.st_uid != geteuid())
        return refuse(path, directory.string() + " belongs to another user (uid " +
                                std::to_string(found.st_uid) + "); use a directory of our own");
    const bool sticky = (found.st_mode & S_ISVTX) != 0;
    if ((found.st_mode & S_IWOTH) != 0 && !sticky)
        return refuse(path, directory.string() + " can be written by everybody; chmod o-w it");
    return {};
}

// Asked without the loop: a Unix socket answers at once or not at all.
bool somebody_answers(const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (probe < 0) return true;  // unknown: leave it alone
    const int refused =
        ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0
                                                                                           : errno;
    ::close(probe);
    return refused != ECONNREFUSED && refused != ENOENT;
}

result<void> make_room(const fs::path& path) {
    struct stat found{};
    if (::lstat(path.c_str(), &found) != 0) {
        if (errno == ENOENT) return {};
        return refuse(path, system_text(errno));
    }
    if (!S_ISSOCK(found.st_mode))
        return refuse(path, "something that is no socket is there; remove it or name another path");
    if (somebody_answers(path))
        return refuse(path, "another process answers there; is earshotd running already?");
    if (::unlink(path.c_str()) != 0)
        return refuse(path, "a stale socket is there and cannot be removed: " + system_text(errno));
    return {};
}

}  // namespace

result<control_socket> control_socket::bind(asio::any_io_executor loop, fs::path path) {
    if (path.string().size() >= sizeof(sockaddr_un::sun_path))
        return refuse(path, "the path is too long for a socket; choose a shorter one");
    if (const auto good = check_directory(path); !good) return std::unexpected(good.error());
    if (const auto free = make_room(path); !free) return std::unexpected(free.error());
    boost::system::error_code problem;
    protocol::acceptor acceptor(loop);
    acceptor.open(protocol(), problem);
    if (!problem) acceptor.bind(protocol::endpoint(path.string()), problem);
    if (problem) return refuse(path, problem.message());
    // Nobody can connect between bind and listen, so the mode is right before anybody does.
    struct stat made{};
    if (::chmod(path.c_str(), socket_mode) != 0 || ::lstat(path.c_str(), &made) != 0)
        return refuse(path, system_text(errno));
    acceptor.listen(protocol::acceptor::max_listen_connections, problem);
    if (problem) return refuse(path, problem.message());
    return control_socket(std::move(acceptor), std::move(path), made.st_ino, made.st_gid);
}

control_socket::control_socket(protocol::acceptor acceptor, fs::path path, ino_t inode, gid_t group)
    : acceptor_(std::move(acceptor)), path_(std::move(path)), inode_(inode), group_(group) {}

control_socket::~control_socket() {
    struct stat found{};
    const bool ours = acceptor_.is_open() && ::lstat(path_.c_str(), &found) == 0 &&
                      found.st_ino == inode_ && S_ISSOCK(found.st_mode);
    if (ours) ::unlink(path_.c_str());
}

}  // namespace earshot::control
