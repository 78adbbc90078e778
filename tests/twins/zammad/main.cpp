// earshot-twin-zammad: the fake Zammad on a loopback port.
#include "twins/desk_main.hpp"
#include "twins/zammad/zammad_twin.hpp"

int main(int count, char** words) {
    using namespace earshot;
    using namespace earshot::twins;
    return desk_main(count, words, [](const desk_wishes& given, const earshot::clock& time) {
        return std::make_unique<zammad::zammad_twin>(zammad::zammad_options{given.access}, time);
    });
}
