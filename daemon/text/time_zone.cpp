#include "text/time_zone.hpp"

#include <unicode/strenum.h>
#include <unicode/timezone.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/config_suggest.hpp"

namespace earshot::texts {

struct time_zone::rules {
    std::unique_ptr<const icu::TimeZone> zone;
};

namespace {

// Zones with a region, `UTC` and the like: not `EST`, which is no clock that anybody's wall
// follows.
std::vector<std::string> known_names() {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::StringEnumeration> all(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_ANY, nullptr, nullptr, status));
    std::vector<std::string> out;
    while (U_SUCCESS(status) && all) {
        const char* next = all->next(nullptr, status);
        if (next == nullptr) break;
        const std::string_view name(next);
        if (name == "UTC" || (name.contains('/') && !name.starts_with("SystemV/")))
            out.emplace_back(name);
    }
    return out;
}

std::string hint(std::string_view name, const std::vector<std::string>& names) {
    const std::vector<std::string_view> known(names.begin(), names.end());
    const auto near = base::nearest(name, known);
    if (near.empty()) return "write a name such as Europe/Amsterdam, Asia/Tokyo or UTC";
    return "did you mean '" + std::string(near) + "'?";
}

}  // namespace

result<time_zone> time_zone::named(std::string_view name) {
    const auto names = known_names();
    if (std::ranges::find(names, name) == names.end())
        return fail(error_kind::invalid, "time.zone",
                    "'" + std::string(name) + "' is no time zone; " + hint(name, names));
    const auto id = icu::UnicodeString::fromUTF8(std::string(name));
    std::unique_ptr<const icu::TimeZone> zone(icu::TimeZone::createTimeZone(id));
    return time_zone(std::make_shared<const rules>(std::move(zone)));
}

wall_time time_zone::at(timestamp moment) const {
    UErrorCode status = U_ZERO_ERROR;
    std::int32_t standard = 0;
    std::int32_t saving = 0;
    const auto utc = moment.time_since_epoch().count();
    rules_->zone->getOffset(static_cast<UDate>(utc), 0, standard, saving, status);
    const timestamp local = moment + std::chrono::milliseconds(standard + saving);
    const auto day = std::chrono::floor<std::chrono::days>(local);
    const auto minute = std::chrono::floor<std::chrono::minutes>(local - day);
    return {static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1,
            static_cast<int>(minute.count())};
}

}  // namespace earshot::texts
