#include "rt/transaction_meaning.hpp"

#include <algorithm>

#include "earshot/helpdesk.hpp"

namespace earshot::rt {

std::optional<reply> reply_of(const transaction_record& one, std::string_view case_key,
                              std::string text, std::vector<enclosed_picture> pictures,
                              std::string author) {
    if (one.type != "Correspond" || (text.empty() && pictures.empty())) return std::nullopt;
    auto out = helpdesk::answer_to(case_key, std::to_string(one.id), std::move(text));
    if (!out) return std::nullopt;
    out->author = std::move(author);
    out->pictures = std::move(pictures);
    out->written = one.created;
    return std::move(*out);
}

std::optional<ticket_change> change_of(const transaction_record& one, std::string_view case_key,
                                       const std::vector<std::string>& closed_statuses) {
    ticket_change out;
    out.id = std::to_string(one.id);
    out.case_key = case_key;
    out.by = one.creator;
    out.at = one.created;
    if (one.type == "Status") {
        const bool was = among(closed_statuses, one.old_value);
        const bool is = among(closed_statuses, one.new_value);
        if (was == is) return std::nullopt;
        out.what = is ? ticket_act::closed : ticket_act::reopened;
        return out;
    }
    if (one.type != "Set" || one.field != "Owner") return std::nullopt;
    out.what = ticket_act::assigned;
    out.to = one.new_value == "Nobody" ? std::string() : one.new_value;
    return out;
}

}  // namespace earshot::rt
