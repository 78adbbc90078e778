#include "app/cli/daemon_client.hpp"

#include <grp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

constexpr int longest_silence = 90'000;  // milliseconds; the daemon's own limit is 60 s
constexpr std::size_t longest_line = std::size_t{256} << 20;

std::unexpected<error> unreachable(std::string why) {
    return fail(error_kind::permanent, "command.unreachable", std::move(why));
}

std::string group_of(const std::string& path) {
    struct stat found{};
    if (::stat(path.c_str(), &found) != 0) return {};
    const group* known = ::getgrgid(found.st_gid);
    return known ? known->gr_name : std::to_string(found.st_gid);
}

std::string permission_hint(const std::string& path) {
    const std::string group = group_of(path);
    if (group == "root") return "use sudo";
    if (group.empty()) return "use sudo, or ask for membership in the group of the socket";
    return "use sudo, or join the group " + group + " (`usermod -aG " + group + " USER`)";
}

// A file that is no socket refuses connections, too.
bool is_other_file(const std::string& path) {
    struct stat found{};
    return ::stat(path.c_str(), &found) == 0 && !S_ISSOCK(found.st_mode);
}

std::string why_not(const std::string& path, int number) {
    const std::string begin = "cannot reach the daemon at " + path + ": ";
    switch (number == ECONNREFUSED && is_other_file(path) ? ENOTSOCK : number) {
        case ENOENT:
            return begin +
                   "there is no such socket; is it running (`systemctl status earshotd`), and is "
                   "this its `control.socket`? --socket or --config name another";
        case ECONNREFUSED:
            return begin +
                   "nobody listens there any more; the daemon has stopped or is just starting "
                   "(`systemctl status earshotd`)";
        case EACCES:
        case EPERM: return begin + "permission denied; " + permission_hint(path);
        case ENOTSOCK: return begin + "this is no socket; --socket names another";
        default: return begin + std::generic_category().message(number);
    }
}

json::object request(const std::string& command, const json::object& arguments) {
    json::object out;
    out["command"] = command;
    out["arguments"] = arguments;
    return out;
}

error error_of(const json::value& from) {
    const json::object* what = from.if_object();
    const auto member = [&](const char* name) {
        const json::value* found = what ? what->if_contains(name) : nullptr;
        const json::string* text = found ? found->if_string() : nullptr;
        return text ? std::string(text->data(), text->size()) : std::string("unknown");
    };
    return {error_kind::permanent, member("code"), member("detail")};
}

}  // namespace

daemon_client::daemon_client(daemon_client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      path_(std::move(other.path_)),
      received_(std::move(other.received_)),
      patient_(other.patient_) {}

daemon_client::~daemon_client() {
    if (socket_ >= 0) ::close(socket_);
}

result<daemon_client> daemon_client::connect(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return unreachable(why_not(path, ENAMETOOLONG));
    path.copy(address.sun_path, path.size());
    daemon_client made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), path);
    if (made.socket_ < 0) return unreachable(why_not(path, errno));
    if (::connect(made.socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return unreachable(why_not(path, errno));
    return made;
}

result<void> daemon_client::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0 && errno == EPIPE) return {};  // turned away: what it said is to be read
        if (sent < 0) return unreachable(why_not(path_, errno));
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

result<std::string> daemon_client::receive_line() {
    std::size_t searched = 0;
    while (true) {
        const std::size_t end = received_.find('\n', searched);
        if (end != received_.npos) {
            std::string line = received_.substr(0, end);
            received_.erase(0, end + 1);
            return line;
        }
        searched = received_.size();
        if (searched > longest_line) return unreachable("the daemon's answer is too long");
        pollfd ready{.fd = socket_, .events = POLLIN};
        const int found = ::poll(&ready, 1, patient_ ? -1 : longest_silence);
        if (found == 0)
            return unreachable("the daemon at " + path_ + " does not answer; is it busy?");
        char bytes[16 << 10];
        const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreachable(why_not(path_, errno));
        if (got == 0) return unreachable("the daemon at " + path_ + " ended the connection");
        received_.append(bytes, static_cast<std::size_t>(got));
    }
}

result<json::object> daemon_client::ask(const std::string& command, const json::object& arguments,
                                        const on_item& each) {
    const auto sent = send(json::serialize(request(command, arguments)) + "\n");
    if (!sent) return std::unexpected(sent.error());
    while (true) {
        const auto line = receive_line();
        if (!line) return std::unexpected(line.error());
        json::error_code problem;
        json::value answer = json::parse(*line, problem);
        json::object* whole = problem ? nullptr : answer.if_object();
        if (!whole || whole->size() != 1) return unreachable("the daemon's answer is no answer");
        auto& [kind, content] = *whole->begin();
        if (kind == "error") return std::unexpected(error_of(content));
        if (!content.is_object()) return unreachable("the daemon's answer is no answer");
        if (kind == "ok") return std::move(content.as_object());
        if (each && !each(content.as_object())) return json::object();
    }
}

}  // namespace earshot::app::cli
