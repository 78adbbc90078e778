// Makes a notice for people of an entry that says what became of an answer, or that messages are
// missing. Owned by a sink's destination.
#pragma once

#include "earshot/sink.hpp"
#include "journal/journal.hpp"

namespace earshot::delivery {

class notice_reader {
public:
    explicit notice_reader(journal::journal& journal) : journal_(journal) {}

    // Errors: transient (disk), invalid where the entry cannot be read. [loop]
    task<result<notice>> read(journal::outbox_item item);

private:
    task<result<notice>> read_answer(journal::outbox_item item);
    task<result<reply>> answer_as_it_came(journal::sequence seq);
    task<result<std::string>> case_key_of(reply answer, journal::sequence decided);

    journal::journal& journal_;
};

}  // namespace earshot::delivery
