// earshot-twin-zendesk: the fake Zendesk on a loopback port.
#include "twins/desk_main.hpp"
#include "twins/zendesk/zendesk_twin.hpp"

int main(int count, char** words) {
    using namespace earshot;
    using namespace earshot::twins;
    return desk_main(count, words, [](const desk_wishes& given, const earshot::clock& time) {
        zendesk::zendesk_options options{given.access};
        options.exports.lag = given.lag;
        return std::make_unique<zendesk::zendesk_twin>(options, time);
    });
}
