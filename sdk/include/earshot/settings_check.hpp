// For a plugin's constructor: judges what the field table cannot say, such as settings that do not
// go together. All that is wrong is said at once, by `earshot check` at the line of each field:
//
//     settings_check check(given);
//     made.keep = check.number("keep", 1, 9'999);
//     check.together("user", "password");
//     if (!is_topic(made.topic)) check.refuse("topic", "has '" + made.topic + "'; write ...");
//     check.finish();
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "earshot/settings.hpp"

namespace earshot {

struct settings_problem {
    std::string field;
    std::string text;  // `'keep' must lie between 1 and 9999; write a number in between`
};

// Thrown by a constructor. The host shows every problem where its field stands.
class bad_settings : public std::invalid_argument {
public:
    explicit bad_settings(std::vector<settings_problem> problems);  // one at least
    ~bad_settings() override;

    const std::vector<settings_problem>& problems() const noexcept { return problems_; }

private:
    std::vector<settings_problem> problems_;
};

// Refers to `given`. After a refusal the reading goes on, so that more can be found.
class settings_check {
public:
    explicit settings_check(const settings& given) : given_(given) {}

    // The field's value; `least` where it is refused, or not given.
    std::int64_t number(std::string_view field, std::int64_t least, std::int64_t most);
    duration span(std::string_view field, duration least, duration most);
    std::int64_t natural(std::string_view field);  // not negative

    // Refused where one of them is given without the other.
    void together(std::string_view one, std::string_view other);

    // `why` goes on after the field's name: `is what is wrong; write what instead`. Never a secret.
    void refuse(std::string_view field, std::string_view why);

    // Throws bad_settings, where anything was refused.
    void finish() const;

private:
    const settings& given_;
    std::vector<settings_problem> problems_;
};

}  // namespace earshot
