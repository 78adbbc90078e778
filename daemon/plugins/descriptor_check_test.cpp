#include "plugins/descriptor_check.hpp"

#include "catch.hpp"
#include "earshot/plugin.hpp"

using namespace earshot;

namespace {

class sound : public provides<sink> {
public:
    static constexpr field fields[] = {
        {"base_url", field_type::url, presence::required, nullptr, nullptr, "Where it goes."},
        {"mode", field_type::choice, presence::optional, "slow", "slow,fast", "How it goes."},
        {"pause", field_type::duration, presence::optional, "30s", nullptr, "Between two."},
    };
    static constexpr const char* hosts[] = {"{base_url}", "api.example.com"};

    explicit sound(host&) {}
    task<std::vector<result<receipt>>> deliver(std::vector<sink_item>) override {
        co_return std::vector<result<receipt>>();
    }
};

constexpr descriptor good = describe<sound>({"sound", "1.0.0", "Earshot", "Fits"});

std::string refusal(const descriptor& about) {
    const auto checked = plugins::check(about);
    REQUIRE_FALSE(checked);
    CHECK(checked.error().kind == error_kind::invalid);
    return to_string(checked.error());
}

// The descriptor with another field table, which the caller keeps.
template <std::size_t N>
descriptor with_fields(const field (&fields)[N]) {
    descriptor about = good;
    about.fields = fields;
    about.field_count = N;
    about.host_count = 0;
    return about;
}

std::string refusal_of(field one) {
    const field fields[] = {one};
    return refusal(with_fields(fields));
}

}  // namespace

TEST_CASE("descriptor: one that fits is accepted") { CHECK(plugins::check(good)); }

TEST_CASE("descriptor: something else under our name is refused") {
    descriptor about = good;
    about.magic[0] = 'e';
    CHECK(refusal(about) == "plugin.magic: earshot_plugin_1 is not an Earshot descriptor");
}

TEST_CASE("descriptor: another major and a newer minor ABI are refused before anything else") {
    descriptor about = good;
    about.build.compiler = "gcc 4";
    about.abi_major = 2;
    CHECK(refusal(about) ==
          "plugin.abi: built for plugin ABI 2.0, this daemon has 1.0: take the SDK that came with "
          "this daemon");
    about.abi_major = 1;
    about.abi_minor = 7;
    CHECK(refusal(about) ==
          "plugin.abi: built for plugin ABI 1.7, this daemon has 1.0: take the SDK that came with "
          "this daemon");
}

TEST_CASE("descriptor: each line of the build fingerprint has a sentence of its own") {
    const std::string ours = this_build.compiler;
    const auto with = [](const char* build_fingerprint::* line, const char* text) {
        descriptor about = good;
        about.build.*line = text;
        return refusal(about);
    };
    CHECK(with(&build_fingerprint::compiler, "gcc 12") ==
          "plugin.build: built with gcc 12, this daemon with " + ours);
    CHECK(with(&build_fingerprint::standard_library, "libc++ 19") ==
          std::string("plugin.build: built with libc++ 19, this daemon with ") +
              this_build.standard_library);
    CHECK(with(&build_fingerprint::boost, "1_74") ==
          std::string("plugin.build: built with Boost 1_74, this daemon with Boost ") +
              this_build.boost);
    CHECK(
        with(&build_fingerprint::sanitizers, "memory") ==
        std::string("plugin.build: built with sanitizers: memory, this daemon with sanitizers: ") +
            this_build.sanitizers);
    CHECK(with(&build_fingerprint::sdk, "0123456789abcdef") ==
          std::string("plugin.build: built against SDK headers 0123456789abcdef, this daemon "
                      "against ") +
              this_build.sdk + ": build it again with the SDK of this daemon");
    CHECK(with(&build_fingerprint::compiler, nullptr) ==
          "plugin.build: built with nothing, this daemon with " + ours);
}

TEST_CASE("descriptor: one of another size is refused") {
    descriptor about = good;
    about.size = 8;
    CHECK(refusal(about) == "plugin.descriptor: its descriptor has 8 bytes instead of " +
                                std::to_string(sizeof(descriptor)));
}

TEST_CASE("descriptor: an id is a lower-case name of at most 32 characters") {
    for (const char* id : {"x", "google_business", "a1"}) {
        descriptor about = good;
        about.id = id;
        CHECK(plugins::check(about));
    }
    for (const char* id :
         {"", "X", "1x", "_x", "a-b", "a/b", "ab.c", "é", "abcdefghijklmnopqrstuvwxyz_abcdef"}) {
        descriptor about = good;
        about.id = id;
        CHECK(refusal(about) == "plugin.descriptor: its id is '" + std::string(id) +
                                    "': write a lower-case letter, then letters, digits or _, at "
                                    "most 32");
    }
}

TEST_CASE("descriptor: what it must say of itself may not be missing") {
    const auto without = [](const char* descriptor::* line) {
        descriptor about = good;
        about.*line = "";
        return refusal(about);
    };
    CHECK(without(&descriptor::version) == "plugin.descriptor: it names no version");
    CHECK(without(&descriptor::vendor) == "plugin.descriptor: it names no vendor");
    CHECK(without(&descriptor::summary) == "plugin.descriptor: it has no summary");
    descriptor about = good;
    about.capability_count = 0;
    CHECK(refusal(about) == "plugin.descriptor: it can do nothing");
    about = good;
    about.destroy = nullptr;
    CHECK(refusal(about) == "plugin.descriptor: it has no create or no destroy");
}

TEST_CASE("descriptor: tables of impossible sizes are not read") {
    descriptor about = good;
    about.field_count = 1'000'000;
    CHECK(refusal(about) == "plugin.descriptor: its table of fields is broken");
    about = good;
    about.hosts = nullptr;
    CHECK(refusal(about) == "plugin.descriptor: its table of hosts is broken");
    about = good;
    about.capabilities = nullptr;
    CHECK(refusal(about) == "plugin.descriptor: its table of capabilities is broken");
}

TEST_CASE("descriptor: a field that cannot be is named") {
    CHECK(refusal_of({"Base", field_type::text, presence::required, nullptr, nullptr, "It."}) ==
          "plugin.descriptor: its field Base has no proper name");
    CHECK(refusal_of({"base", field_type::text, presence::required, nullptr, nullptr, ""}) ==
          "plugin.descriptor: its field base has no description");
    CHECK(refusal_of({"base", field_type::text, presence::required, "x", nullptr, "It."}) ==
          "plugin.descriptor: its field base is required and has a default");
    CHECK(refusal_of(
              {"base", static_cast<field_type>(99), presence::optional, nullptr, nullptr, "It."}) ==
          "plugin.descriptor: its field base has a type that this daemon does not know");
    CHECK(refusal_of({"mode", field_type::choice, presence::optional, nullptr, nullptr, "It."}) ==
          "plugin.descriptor: its field mode has choices without being a choice, or the reverse");
    CHECK(refusal_of({"mode", field_type::choice, presence::optional, "c", "a,b", "It."}) ==
          "plugin.descriptor: its field mode has a default that cannot be: 'c' is not one of its "
          "values; did you mean 'a'?");
    CHECK(refusal_of({"pause", field_type::duration, presence::optional, "soon", nullptr, "It."}) ==
          "plugin.descriptor: its field pause has a default that cannot be: 'soon' is not a "
          "duration; write a whole number and a unit, such as 250ms, 30s, 15m, 24h or 7d");
    const field twice[] = {
        {"base", field_type::text, presence::optional, nullptr, nullptr, "It."},
        {"base", field_type::text, presence::optional, nullptr, nullptr, "It."},
    };
    CHECK(refusal(with_fields(twice)) == "plugin.descriptor: its field base is there twice");
}

TEST_CASE("descriptor: a host in braces is a field of type url") {
    const char* hosts[] = {"{mode}"};
    descriptor about = good;
    about.hosts = hosts;
    about.host_count = 1;
    CHECK(refusal(about) ==
          "plugin.descriptor: its host {mode} names no field of type url or "
          "text_list");
}
