#include "plugins/services/secrets_service.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "catch.hpp"
#include "temporary_directory.hpp"

using namespace earshot;
using namespace earshot::tests;
using plugins::read_secret;

namespace {

struct files : temporary_directory {
    std::string write(const std::string& name, const std::string& content, mode_t mode = 0600) {
        const std::string where = path() / name;
        std::ofstream(where) << content;
        REQUIRE(::chmod(where.c_str(), mode) == 0);
        return where;
    }

    std::string problem(const std::string& reference) const {
        const auto refused = read_secret(reference, path());
        if (refused) return "read";
        CHECK(refused.error().kind == error_kind::permanent);
        last = refused.error().detail;
        return refused.error().code;
    }

    mutable std::string last;
};

}  // namespace

TEST_CASE_METHOD(files, "secrets: a file's content, without the newline that editors add") {
    CHECK(read_secret("file:" + write("plain", "s3cret"), {}) == "s3cret");
    CHECK(read_secret("file:" + write("line", "s3cret\n"), {}) == "s3cret");
    CHECK(read_secret("file:" + write("lines", "s3cret\n\n"), {}) == "s3cret\n");
    CHECK(read_secret("file:" + write("spaces", " s3cret "), {}) == " s3cret ");
}

TEST_CASE_METHOD(files, "secrets: a credential is looked up in the credentials directory") {
    write("x_key", "s3cret\n");
    CHECK(read_secret("credential:x_key", path()) == "s3cret");
    CHECK(problem("credential:other") == "secret.unreadable");
    CHECK_THAT(last, contains("other: No such file"));
}

TEST_CASE_METHOD(files,
                 "secrets: a credential without a credentials directory says what is missing") {
    const auto refused = read_secret("credential:x_key", {});
    REQUIRE_FALSE(refused.has_value());
    CHECK_THAT(refused.error().detail, contains("LoadCredential=x_key:"));
}

TEST_CASE_METHOD(files, "secrets: a credential's name leads nowhere else") {
    for (const std::string name : {"", ".", "..", "../etc/passwd", "a/b", "/etc/passwd"})
        CHECK(problem("credential:" + name) == "secret.reference");
}

TEST_CASE_METHOD(files, "secrets: a file that others can read is refused with the remedy") {
    for (const mode_t mode : {0644U, 0640U, 0604U, 0602U, 0610U}) {
        CHECK(problem("file:" + write("open", "s3cret", mode)) == "secret.exposed");
        CHECK_THAT(last, contains("chmod 600"));
        CHECK_THAT(last, !contains("s3cret"));
    }
    CHECK(problem("file:" + write("open", "s3cret", 0400)) == "read");
    CHECK_THAT((problem("file:" + write("open", "s3cret", 0644)), last), contains("mode 0644"));
}

TEST_CASE_METHOD(files,
                 "secrets: in a credentials directory of root's, systemd watches the modes") {
    write("shared", "s3cret", 0440);
    if (::geteuid() == 0)
        CHECK(problem("credential:shared") == "read");
    else
        CHECK(problem("credential:shared") == "secret.exposed");
}

TEST_CASE_METHOD(files, "secrets: what is no file, empty or far too large is refused") {
    CHECK(problem("file:" + path().string()) == "secret.not_a_file");
    CHECK(problem("file:/dev/zero") == "secret.not_a_file");
    const std::string pipe = path() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(problem("file:" + pipe) == "secret.not_a_file");
    CHECK(problem("file:" + write("empty", "\n")) == "secret.empty");
    CHECK(problem("file:" + write("most", std::string(65'536, 'x'))) == "read");
    CHECK(problem("file:" + write("more", std::string(65'537, 'x'))) == "secret.too_large");
}

TEST_CASE_METHOD(files, "secrets: a secret written out is not repeated in the error") {
    for (const std::string reference : {"s3cret", "file:s3cret", "env:s3cret", ""}) {
        CHECK(problem(reference) == "secret.reference");
        CHECK_THAT(last, !contains("s3cret"));
    }
}

TEST_CASE_METHOD(files, "secrets: the service reads the file that the setting names, every time") {
    const std::string where = write("key", "first");
    const settings values({{"key", "file:" + where}, {"bad", std::string("file:/nowhere/key")}});
    plugins::secrets_service service(values, path());
    CHECK(service.read("key") == "first");
    write("key", "second");
    CHECK(service.read("key") == "second");
    CHECK(service.read("missing").error().code == "secret.not_set");
    CHECK_THAT(service.read("bad").error().detail, contains("setting 'bad': cannot open /nowhere"));
}
