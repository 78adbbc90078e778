// Likes none of its settings, and says so of each. Not broken: this is how a plugin refuses.
#include "earshot/settings_check.hpp"

#include "sinks.hpp"

using namespace earshot;

class choosy : public plain_sink {
public:
    static constexpr field fields[] = {
        {"keep", field_type::integer, presence::optional, "0", nullptr, "How many."},
        {"topic", field_type::text, presence::optional, nullptr, nullptr, "Where to."},
        {"from", field_type::text_list, presence::optional, nullptr, nullptr, "Hosts."},
    };
    static constexpr const char* hosts[] = {"{from}"};

    explicit choosy(host& services) : plain_sink(services) {
        settings_check check(services.configuration());
        check.number("keep", 1, 9);
        if (services.configuration().has("topic"))
            check.refuse("topic", "of " + services.instance() + " is not one;\nsee " +
                                      use<routes>(services).public_url("events"));
        check.finish();
        use<http>(services);
        use<store>(services);
    }
};

EARSHOT_PLUGIN(choosy, .id = "refuses_settings", .version = "1.0.0", .vendor = "Earshot",
               .summary = "Takes few settings");
