#include "control/control_socket.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <fstream>

#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot::control;
using earshot::tests::contains;
using earshot::tests::temporary_directory;
namespace fs = std::filesystem;

namespace {

std::string refusal(boost::asio::io_context& loop, const fs::path& path) {
    const auto bound = control_socket::bind(loop.get_executor(), path);
    REQUIRE_FALSE(bound);
    CHECK(bound.error().code == "control.socket");
    return bound.error().detail;
}

}  // namespace

TEST_CASE("control socket: readable and writable by owner and group, gone at the end") {
    boost::asio::io_context loop;
    const temporary_directory home;
    const fs::path path = home.path() / "control.sock";
    {
        const auto bound = control_socket::bind(loop.get_executor(), path);
        REQUIRE(bound);
        struct stat found{};
        REQUIRE(::stat(path.c_str(), &found) == 0);
        CHECK((found.st_mode & 0777) == 0660);
        CHECK(bound->group() == found.st_gid);
    }
    CHECK_FALSE(fs::exists(path));
}

TEST_CASE("control socket: one that answers is not taken over, a stale one is") {
    boost::asio::io_context loop;
    const temporary_directory home;
    const fs::path path = home.path() / "control.sock";
    {
        const auto first = control_socket::bind(loop.get_executor(), path);
        REQUIRE(first);
        CHECK_THAT(refusal(loop, path), contains("is earshotd running already?"));
        REQUIRE(fs::exists(path));
        // As a crash leaves it: the file is there and nobody listens.
        fs::rename(path, home.path() / "kept");
    }
    fs::rename(home.path() / "kept", path);
    CHECK(control_socket::bind(loop.get_executor(), path));
}

TEST_CASE("control socket: what is no socket is left alone") {
    boost::asio::io_context loop;
    const temporary_directory home;
    const fs::path path = home.path() / "control.sock";
    std::ofstream(path) << "precious";
    CHECK_THAT(refusal(loop, path), contains("something that is no socket is there"));
    CHECK(fs::file_size(path) == 8);
    CHECK(fs::is_regular_file(path));
}

TEST_CASE("control socket: its directory must be there and not be everybody's") {
    boost::asio::io_context loop;
    const temporary_directory home;
    CHECK_THAT(refusal(loop, home.path() / "absent" / "s"), contains("create it"));
    std::ofstream(home.path() / "file") << "";
    CHECK_THAT(refusal(loop, home.path() / "file" / "s"), contains("is not a directory"));
    fs::permissions(home.path(), fs::perms::all);
    CHECK_THAT(refusal(loop, home.path() / "s"), contains("can be written by everybody"));
    CHECK_THAT(refusal(loop, home.path() / std::string(120, 'x')), contains("too long"));
}

TEST_CASE("control socket: a file that took its place meanwhile is not removed") {
    boost::asio::io_context loop;
    const temporary_directory home;
    const fs::path path = home.path() / "control.sock";
    {
        const auto bound = control_socket::bind(loop.get_executor(), path);
        REQUIRE(bound);
        fs::remove(path);
        std::ofstream(path) << "another's";
    }
    CHECK(fs::exists(path));
}
