// earshot-twin-freshdesk: the fake Freshdesk on a loopback port.
#include "twins/desk_main.hpp"
#include "twins/freshdesk/freshdesk_twin.hpp"

int main(int count, char** words) {
    using namespace earshot;
    using namespace earshot::twins;
    return desk_main(count, words, [](const desk_wishes& given, const earshot::clock& time) {
        freshdesk::freshdesk_options options{given.access};
        options.search_lag = given.lag;
        return std::make_unique<freshdesk::freshdesk_twin>(options, time);
    });
}
