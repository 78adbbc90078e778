// What the desk understood and wants to remember: messages' understandings, its memory, and who is
// not to be watched. [writer thread]
#pragma once

#include "journal/do_not_watch.hpp"
#include "journal/records.hpp"
#include "store/database.hpp"

namespace earshot::journal {

class care_record {
public:
    care_record(stores::database& file, do_not_watch& people);

    void keep(const decisions& made);

private:
    void keep(const remembered& item);

    do_not_watch& people_;
    stores::statement set_understanding_;
    stores::statement set_memory_;
    stores::statement forget_;
};

}  // namespace earshot::journal
