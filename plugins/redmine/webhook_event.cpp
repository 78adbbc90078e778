#include "redmine/webhook_event.hpp"

#include "redmine/issue_list.hpp"

namespace earshot::redmine {

result<batch> read_event(std::string_view body, const reading& with) {
    const auto parsed = parse(body);
    if (!parsed) return std::unexpected(parsed.error());
    const object_view event(&*parsed);
    if (event.text("type").empty())
        return fail(error_kind::invalid, "redmine.body", "a webhook that does not say its type");
    batch found;
    const object_view data = event.object("data");
    const object_view journal = data.object("journal");
    const std::string case_key = case_key_of(data.object("issue"), with.at);
    if (!journal || !names_a_case(case_key) || !journal.has("private_notes")) return found;
    read_answer(journal, case_key, with, found);
    return found;
}

}  // namespace earshot::redmine
