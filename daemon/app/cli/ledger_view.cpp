#include <boost/json.hpp>

#include "app/cli/answers.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/table.hpp"
#include "app/cli/views.hpp"
#include "app/cli/visible.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

namespace {

std::string count(const json::object& from, std::string_view name) {
    return std::to_string(number_of(from, name));
}

// What is missing on the right side of a sum, in words; empty: it holds.
cell difference(std::int64_t left, std::int64_t right) {
    if (left == right) return {"closes", colour::green};
    return {std::to_string(left - right) + " missing", colour::red};
}

cell intake_sum(const json::object& line) {
    const std::int64_t accounted = number_of(line, "stored") + number_of(line, "duplicates") +
                                   number_of(line, "own_echoes") + number_of(line, "filtered") +
                                   number_of(line, "quarantined");
    if (accounted != number_of(line, "received"))
        return difference(number_of(line, "received"), accounted);
    if (number_of(line, "stored") != number_of(line, "entries"))
        return difference(number_of(line, "stored"), number_of(line, "entries"));
    const json::object& hours = object_of(line, "by_hour");
    if (!hours.empty() && number_of(hours, "received") != number_of(line, "received"))
        return {"the hours do not add up", colour::red};
    return difference(0, 0);
}

cell delivery_sum(const json::object& line) {
    return difference(number_of(line, "enqueued"),
                      number_of(line, "done") + number_of(line, "dead") + number_of(line, "open"));
}

std::string intake_table(const json::array& lines, const style& look) {
    table rows({{"ACCOUNT"},
                {"RECEIVED", align::right},
                {"STORED", align::right},
                {"DUPLICATES", align::right},
                {"ECHOES", align::right},
                {"FILTERED", align::right},
                {"QUARANTINED", align::right},
                {"UNREAD", align::right},
                {""}});
    for_each_object(lines, [&](const json::object& one) {
        rows.add({text_of(one, "platform") + "/" + text_of(one, "account"), count(one, "received"),
                  count(one, "stored"), count(one, "duplicates"), count(one, "own_echoes"),
                  count(one, "filtered"), count(one, "quarantined"), count(one, "unread"),
                  intake_sum(one)});
    });
    return rows.empty() ? "nothing has been received yet\n" : rows.text(look);
}

std::string delivery_table(const json::array& lines, const style& look) {
    table rows({{"DESTINATION"},
                {"ENQUEUED", align::right},
                {"DONE", align::right},
                {"DEAD", align::right},
                {"OF THEM EXPIRED", align::right},
                {"OPEN", align::right},
                {""}});
    for_each_object(lines, [&](const json::object& one) {
        rows.add({text_of(one, "destination"), count(one, "enqueued"), count(one, "done"),
                  count(one, "dead"), count(one, "expired"), count(one, "open"),
                  delivery_sum(one)});
    });
    return rows.empty() ? "nothing has been sent anywhere yet\n" : rows.text(look);
}

std::string hour_of(const json::object& line) {
    const std::string hour = text_of(line, "hour");
    return hour.empty() ? "before hours were counted" : local_time(hour);
}

}  // namespace

std::string view_ledger_hours(const json::object& answer, const style& look) {
    table rows({{"ACCOUNT"},
                {"HOUR"},
                {"RECEIVED", align::right},
                {"STORED", align::right},
                {"DUPLICATES", align::right},
                {"ECHOES", align::right},
                {"FILTERED", align::right},
                {"QUARANTINED", align::right}});
    for_each_object(list_of(answer, "hours"), [&](const json::object& one) {
        rows.add({text_of(one, "platform") + "/" + text_of(one, "account"), hour_of(one),
                  count(one, "received"), count(one, "stored"), count(one, "duplicates"),
                  count(one, "own_echoes"), count(one, "filtered"), count(one, "quarantined")});
    });
    if (rows.empty()) return "nothing was received in these hours\n";
    return rows.text(look) +
           (flag_of(answer, "more") ? "and more; --from and --to show them\n" : "");
}

std::string view_ledger_audit(const json::object& answer, const style& look) {
    std::string out;
    for_each_object(list_of(answer, "broken"), [&](const json::object& one) {
        out += paint(visible(text_of(one, "whose")), colour::red, look) + ": " +
               visible(text_of(one, "sum")) + " does not hold: " + count(one, "left") +
               " against " + count(one, "right") + "\n";
    });
    return out.empty() ? paint("every sum closes", colour::green, look) + "\n" : out;
}

std::string view_ledger(const json::object& answer, const style& look) {
    const bool closes = flag_of(answer, "closes");
    return intake_table(list_of(answer, "intake"), look) + "\n" +
           delivery_table(list_of(answer, "delivery"), look) + "\n" +
           (closes ? paint("the ledger closes", colour::green, look)
                   : paint("the ledger does not close", colour::red, look)) +
           "\n";
}

}  // namespace earshot::app::cli
