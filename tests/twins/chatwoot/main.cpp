// earshot-twin-chatwoot: the fake Chatwoot on a loopback port.
#include "twins/chatwoot/chatwoot_twin.hpp"
#include "twins/desk_main.hpp"

int main(int count, char** words) {
    using namespace earshot;
    using namespace earshot::twins;
    return desk_main(count, words, [](const desk_wishes& given, const earshot::clock& time) {
        const chatwoot::chatwoot_options options{given.access, "in-box"};
        return std::make_unique<chatwoot::chatwoot_twin>(options, time);
    });
}
