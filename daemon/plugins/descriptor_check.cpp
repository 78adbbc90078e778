#include "plugins/descriptor_check.hpp"

#include <cstddef>
#include <cstring>
#include <set>
#include <span>

#include "base/config_values.hpp"
#include "earshot/build.hpp"

namespace earshot::plugins {

namespace {

constexpr std::size_t most_entries = 256;  // of any table: beyond it the table is not one

std::unexpected<error> refuse(std::string code, std::string why) {
    return fail(error_kind::invalid, std::move(code), std::move(why));
}

bool empty(const char* text) { return text == nullptr || *text == '\0'; }

std::string shown(const char* text) { return empty(text) ? "nothing" : text; }

// --- the frozen header --------------------------------------------------------------------------

result<void> check_magic(const descriptor& about) {
    if (std::memcmp(about.magic, descriptor_magic, sizeof descriptor_magic) != 0)
        return refuse("plugin.magic", "earshot_plugin_1 is not an Earshot descriptor");
    return {};
}

std::string version_text(std::uint16_t major, std::uint16_t minor) {
    return std::to_string(major).append(".").append(std::to_string(minor));
}

result<void> check_abi(const descriptor& about) {
    if (about.abi_major == abi_major && about.abi_minor <= abi_minor) return {};
    return refuse("plugin.abi", "built for plugin ABI " +
                                    version_text(about.abi_major, about.abi_minor) +
                                    ", this daemon has " + version_text(abi_major, abi_minor) +
                                    ": take the SDK that came with this daemon");
}

result<void> same(const char* theirs, const char* ours, std::string_view what) {
    if (!empty(theirs) && std::string_view(theirs) == ours) return {};
    return refuse("plugin.build", "built with " + std::string(what) + shown(theirs) +
                                      ", this daemon with " + std::string(what) + ours);
}

result<void> same_sdk(const char* theirs) {
    if (!empty(theirs) && std::string_view(theirs) == this_build.sdk) return {};
    return refuse("plugin.build", "built against SDK headers " + shown(theirs) +
                                      ", this daemon against " + this_build.sdk +
                                      ": build it again with the SDK of this daemon");
}

result<void> check_build(const descriptor& about) {
    const build_fingerprint& theirs = about.build;
    const build_fingerprint& ours = this_build;
    for (const auto& line :
         {same(theirs.compiler, ours.compiler, ""),
          same(theirs.standard_library, ours.standard_library, ""),
          same(theirs.boost, ours.boost, "Boost "),
          same(theirs.sanitizers, ours.sanitizers, "sanitizers: "), same_sdk(theirs.sdk)})
        if (!line) return line;
    return {};
}

result<void> check_size(const descriptor& about) {
    if (about.size == sizeof(descriptor)) return {};
    return refuse("plugin.descriptor", "its descriptor has " + std::to_string(about.size) +
                                           " bytes instead of " +
                                           std::to_string(sizeof(descriptor)));
}

// --- what this ABI adds -------------------------------------------------------------------------

result<void> check_texts(const descriptor& about) {
    if (!is_name(about.id ? about.id : "", 32))
        return refuse("plugin.descriptor",
                      "its id is '" + std::string(about.id ? about.id : "") +
                          "': write a lower-case letter, then letters, digits or _, at most 32");
    if (empty(about.version)) return refuse("plugin.descriptor", "it names no version");
    if (empty(about.vendor)) return refuse("plugin.descriptor", "it names no vendor");
    if (empty(about.summary)) return refuse("plugin.descriptor", "it has no summary");
    if (about.maturity > stability::deprecated)
        return refuse("plugin.descriptor", "its maturity is none that this daemon knows");
    return {};
}

bool sound_table(const void* table, std::size_t count) {
    return count <= most_entries && (count == 0 || table != nullptr);
}

result<void> check_tables(const descriptor& about) {
    std::string_view broken;
    if (!sound_table(about.fields, about.field_count)) broken = "fields";
    if (!sound_table(about.hosts, about.host_count)) broken = "hosts";
    if (!sound_table(about.capabilities, about.capability_count)) broken = "capabilities";
    if (broken.empty()) return {};
    return refuse("plugin.descriptor", "its table of " + std::string(broken) + " is broken");
}

// --- fields -------------------------------------------------------------------------------------

std::unexpected<error> refuse_field(const field& one, const std::string& why) {
    return refuse("plugin.descriptor", "its field " + shown(one.name) + " " + why);
}

result<void> check_fallback(const field& one) {
    if (one.fallback == nullptr) return {};
    if (one.need == presence::required) return refuse_field(one, "is required and has a default");
    const auto value = base::read_fallback(one);
    if (!value) return refuse_field(one, "has a default that cannot be: " + value.error());
    return {};
}

result<void> check_field(const field& one) {
    if (!is_name(one.name ? one.name : "")) return refuse_field(one, "has no proper name");
    if (one.type > field_type::choice || one.need > presence::optional)
        return refuse_field(one, "has a type that this daemon does not know");
    if (empty(one.description)) return refuse_field(one, "has no description");
    if ((one.type == field_type::choice) == empty(one.choices))
        return refuse_field(one, "has choices without being a choice, or the reverse");
    return check_fallback(one);
}

result<void> check_fields(const descriptor& about) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < about.field_count; ++i) {
        if (const auto sound = check_field(about.fields[i]); !sound) return sound;
        if (!names.insert(about.fields[i].name).second)
            return refuse_field(about.fields[i], "is there twice");
    }
    return {};
}

// --- hosts, capabilities, entry points ----------------------------------------------------------

bool names_hosts(const descriptor& about, std::string_view name) {
    for (const field& one : std::span(about.fields, about.field_count))
        if (one.name == name)
            return one.type == field_type::url || one.type == field_type::text_list;
    return false;
}

result<void> check_host(const descriptor& about, const char* host) {
    if (empty(host)) return refuse("plugin.descriptor", "its table of hosts is broken");
    const std::string_view text = host;
    if (!text.starts_with('{')) return {};
    if (text.ends_with('}') && names_hosts(about, text.substr(1, text.size() - 2))) return {};
    return refuse("plugin.descriptor",
                  "its host " + std::string(text) + " names no field of type url or text_list");
}

result<void> check_entries(const descriptor& about) {
    for (std::size_t i = 0; i < about.host_count; ++i)
        if (const auto sound = check_host(about, about.hosts[i]); !sound) return sound;
    for (std::size_t i = 0; i < about.capability_count; ++i)
        if (empty(about.capabilities[i]))
            return refuse("plugin.descriptor", "its table of capabilities is broken");
    if (about.capability_count == 0) return refuse("plugin.descriptor", "it can do nothing");
    if (!about.create || !about.destroy)
        return refuse("plugin.descriptor", "it has no create or no destroy");
    return {};
}

}  // namespace

bool is_name(std::string_view text, std::size_t longest) noexcept {
    const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
    if (text.empty() || text.size() > longest || !lower(text.front())) return false;
    for (const char c : text)
        if (!lower(c) && !(c >= '0' && c <= '9') && c != '_') return false;
    return true;
}

result<void> check(const descriptor& about) {
    for (const auto step : {check_magic, check_abi, check_build, check_size, check_texts,
                            check_tables, check_fields, check_entries})
        if (const auto sound = step(about); !sound) return sound;
    return {};
}

}  // namespace earshot::plugins
