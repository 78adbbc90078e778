#include "plugins/services/secrets_service.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <system_error>

namespace earshot::plugins {

namespace {

constexpr std::size_t largest = 64 << 10;

auto refused(std::string code, std::string why) {
    return fail(error_kind::permanent, "secret." + std::move(code), std::move(why));
}

std::string reason(int number) { return std::generic_category().message(number); }

class open_file {
public:
    // A pipe or a device must not make the daemon wait.
    explicit open_file(const std::string& path)
        : handle_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    open_file(const open_file&) = delete;
    ~open_file() {
        if (handle_ >= 0) ::close(handle_);
    }

    int handle() const { return handle_; }

private:
    int handle_;
};

bool belongs_to_root(const std::filesystem::path& directory) {
    struct stat found{};
    return ::stat(directory.c_str(), &found) == 0 && found.st_uid == 0;
}

std::string octal(mode_t mode) {
    std::string digits;
    for (const int shift : {6, 3, 0}) digits += static_cast<char>('0' + ((mode >> shift) & 7));
    return "0" + digits;
}

result<void> check(const open_file& file, const std::string& path, bool kept_by_system) {
    struct stat found{};
    if (::fstat(file.handle(), &found) != 0)
        return refused("unreadable", "cannot examine " + path + ": " + reason(errno));
    if (!S_ISREG(found.st_mode))
        return refused("not_a_file",
                       path + " is not a regular file: name the file with the secret");
    if (!kept_by_system && (found.st_mode & 077) != 0)
        return refused("exposed", path + " has the mode " + octal(found.st_mode) +
                                      ", which lets others at the secret: chmod 600 it");
    return {};
}

result<std::string> content(const open_file& file, const std::string& path) {
    std::string bytes;
    std::array<char, 4096> part{};
    while (bytes.size() <= largest) {
        const ssize_t count = ::read(file.handle(), part.data(), part.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return refused("unreadable", "cannot read " + path + ": " + reason(errno));
        if (count == 0) return bytes;
        bytes.append(part.data(), static_cast<std::size_t>(count));
    }
    return refused("too_large", path + " is larger than 64 KiB: this is not the secret");
}

result<std::string> read_file(const std::string& path, bool kept_by_system) {
    const open_file file(path);
    if (file.handle() < 0)
        return refused("unreadable", "cannot open " + path + ": " + reason(errno) +
                                         "; it must exist and be readable for the daemon's user");
    if (const auto sound = check(file, path, kept_by_system); !sound)
        return std::unexpected(sound.error());
    result<std::string> bytes = content(file, path);
    if (!bytes) return bytes;
    if (bytes->ends_with('\n')) bytes->pop_back();
    if (bytes->empty()) return refused("empty", path + " is empty: put the secret into it");
    return bytes;
}

result<std::string> read_credential(std::string_view name,
                                    const std::filesystem::path& credentials) {
    const std::string text(name);
    if (text.empty() || text.contains('/') || text == "." || text == "..")
        return refused("reference", "'credential:" + text + "' does not name a credential");
    if (credentials.empty())
        return refused("no_credentials",
                       "'credential:" + text +
                           "' needs $CREDENTIALS_DIRECTORY: start the daemon by systemd with "
                           "LoadCredential=" +
                           text + ":/path, or use file:/path");
    return read_file(credentials / text, belongs_to_root(credentials));
}

}  // namespace

result<std::string> read_secret(std::string_view reference,
                                const std::filesystem::path& credentials) {
    constexpr std::string_view credential = "credential:";
    constexpr std::string_view file = "file:";
    if (reference.starts_with(credential))
        return read_credential(reference.substr(credential.size()), credentials);
    if (reference.starts_with("file:/"))
        return read_file(std::string(reference.substr(file.size())), false);
    // What was written here may be the secret itself: it is not repeated.
    return refused("reference",
                   "a secret is named as credential:NAME or file:/absolute/path, not written out");
}

secrets_service::secrets_service(settings values, std::filesystem::path credentials)
    : values_(std::move(values)), credentials_(std::move(credentials)) {}

result<std::string> secrets_service::read(std::string_view field) {
    if (!values_.has(field))
        return refused("not_set", "the setting '" + std::string(field) + "' is not given");
    result<std::string> value = read_secret(values_.text(field), credentials_);
    if (!value) value.error().detail.insert(0, "setting '" + std::string(field) + "': ");
    return value;
}

}  // namespace earshot::plugins
