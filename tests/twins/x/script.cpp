#include "twins/x/script.hpp"

#include <yaml-cpp/yaml.h>
#include <algorithm>

namespace earshot::twins::x {

namespace {

std::string text_of(const YAML::Node& from, const char* name) {
    return from[name] ? from[name].as<std::string>() : std::string();
}

// `07:45` or `07:45:30`.
duration time_of_day(const YAML::Node& from) {
    const auto text = from.as<std::string>();
    const auto when = parse_rfc3339("1970-01-01T" + (text.size() == 5 ? text + ":00" : text) + "Z");
    if (!when) throw YAML::Exception(from.Mark(), "'" + text + "' is not a time of day");
    return when->time_since_epoch();
}

user read_user(const YAML::Node& from) {
    user who{text_of(from, "id"), text_of(from, "handle"), text_of(from, "name")};
    who.followers = from["followers"].as<std::int64_t>(0);
    who.verified = from["verified"].as<bool>(false);
    who.created = timestamp{std::chrono::days{16'000}};
    if (who.handle.empty()) throw YAML::Exception(from.Mark(), "an account without a handle");
    return who;
}

act read_act(const YAML::Node& from, scene& into) {
    into.target = text_of(from, "edit");
    if (!into.target.empty()) return act::edit;
    into.target = text_of(from, "delete");
    return into.target.empty() ? act::post : act::remove;
}

scene read_scene(const YAML::Node& from) {
    scene one;
    if (!from["at"]) throw YAML::Exception(from.Mark(), "a scene without 'at'");
    one.at = time_of_day(from["at"]);
    one.what = read_act(from, one);
    one.label = text_of(from, "label");
    one.by = text_of(from, "by");
    one.text = text_of(from, "text");
    one.language = text_of(from, "lang");
    one.answers = text_of(from, "answers");
    one.quotes = text_of(from, "quotes");
    one.photo = from["photo"].as<bool>(false);
    if (one.what == act::post && (one.by.empty() || one.text.empty()))
        throw YAML::Exception(from.Mark(), "a post without 'by' or 'text'");
    return one;
}

void put_by_time(scene one, std::vector<scene>& into) {
    const auto place = std::ranges::upper_bound(into, one.at, {}, &scene::at);
    into.insert(place, std::move(one));
}

script read_script(const YAML::Node& from) {
    script out;
    out.brand = read_user(from["brand"]);
    for (const YAML::Node& one : from["people"]) out.people.push_back(read_user(one));
    for (const YAML::Node& one : from["scenes"]) put_by_time(read_scene(one), out.scenes);
    return out;
}

}  // namespace

result<script> parse_script(const std::string& yaml) {
    try {
        return read_script(YAML::Load(yaml));
    } catch (const YAML::Exception& problem) {
        return fail(error_kind::invalid, "twin.script", problem.what());
    }
}

stage_clock::stage_clock(timestamp started, timestamp midnight, duration first, duration last,
                         double speed)
    : started_(started), begin_(midnight + first), length_(last - first), speed_(speed) {}

timestamp stage_clock::at(timestamp now) const {
    const auto elapsed = static_cast<double>((now - started_).count());
    const auto played = static_cast<double>(length_.count());
    if (elapsed * speed_ <= played)
        return begin_ + duration(static_cast<std::int64_t>(elapsed * speed_));
    return begin_ + length_ + duration(static_cast<std::int64_t>(elapsed - played / speed_));
}

}  // namespace earshot::twins::x
