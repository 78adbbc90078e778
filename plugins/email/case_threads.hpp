// What is remembered of each case's mails: the name that answers are for, its subject, and the ids
// that a mail of the thread refers to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "earshot/service/store.hpp"

namespace earshot::email {

struct case_thread {
    std::string case_key;
    std::string subject;
    std::vector<std::string> ids;  // message ids, oldest first: the first 4 and the last 6

    // The newest goes last; one that is there stays where it is.
    void add(const std::string& id);
};

class case_threads {
public:
    explicit case_threads(store& durable) : store_(durable) {}

    // By own_ids::tag_of. Errors: transient.
    task<result<std::optional<case_thread>>> find(std::string tag);
    task<result<void>> keep(case_thread what);

private:
    store& store_;
};

}  // namespace earshot::email
