// The program of a fake helpdesk with an API: the arguments that all of them have, and serving.
#pragma once

#include <functional>
#include <memory>

#include "twins/desk_twin.hpp"

namespace earshot::twins {

struct desk_wishes {
    desk_options access;
    duration lag{60'000};  // how late its search or its export is, where that is so
};

using desk_maker =
    std::function<std::unique_ptr<desk_twin>(const desk_wishes& wanted, const clock& time)>;

// Returns the exit code.
int desk_main(int count, char** words, const desk_maker& make);

}  // namespace earshot::twins
