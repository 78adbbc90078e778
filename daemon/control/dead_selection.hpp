// Which dead letters a command is about: the same four arguments for looking and for replaying.
#pragma once

#include "control/arguments.hpp"
#include "journal/reports.hpp"

namespace earshot::control {

inline journal::dead_filter dead_selection(arguments& given) {
    journal::dead_filter which;
    which.destination = given.text("destination");
    which.from = given.time("from");
    which.to = given.time("to");
    which.ids = given.integers("ids");
    return which;
}

inline bool selects_all(const journal::dead_filter& which) {
    return which.destination.empty() && which.from == timestamp{} && which.to == timestamp{} &&
           which.ids.empty();
}

}  // namespace earshot::control
