#include "app/cli/asking.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "app/cli/answers.hpp"
#include "app/cli/exit_code.hpp"
#include "app/cli/local_time.hpp"
#include "app/cli/socket_path.hpp"
#include "app/cli/visible.hpp"
#include "base/clock.hpp"
#include "text/unicode.hpp"

namespace earshot::app::cli {

namespace json = boost::json;

result<daemon_client> connect(const invocation& how) {
    auto path = find_socket(how.socket, how.config);
    if (!path) return std::unexpected(path.error());
    return daemon_client::connect(*path);
}

int code_for(const error& what) {
    if (what.code == "command.unreachable") return unreachable;
    return what.code.starts_with("command.") ? usage : refused;
}

void show(const invocation& how, const json::object& answer, view as) {
    how.out << (how.look.json ? json_line(answer) : as(answer, how.look)) << std::flush;
}

result<json::object> ask(const invocation& how, const std::string& command,
                         const json::object& arguments) {
    if (!texts::valid_utf8(json::serialize(arguments)))
        return fail(error_kind::invalid, "command.text", "what was typed is not UTF-8");
    auto daemon = connect(how);
    if (!daemon) return std::unexpected(daemon.error());
    return daemon->ask(command, arguments);
}

int ask_and_show(const invocation& how, const std::string& command, const json::object& arguments,
                 view as) {
    const auto answer = ask(how, command, arguments);
    if (!answer) return complain(how, answer.error(), code_for(answer.error()));
    show(how, *answer, as);
    return done;
}

result<void> put_moment(json::object& into, const char* name, const std::string& text) {
    if (text.empty()) return {};
    const auto when = parse_moment(text, base::system_clock().now());
    if (!when) return std::unexpected(when.error());
    into[name] = format_rfc3339(*when);
    return {};
}

int complain(const invocation& how, const error& what, int code) {
    if (how.look.json) {
        json::object content;
        content["code"] = what.code;
        content["detail"] = what.detail;
        json::object whole;
        whole["error"] = std::move(content);
        how.err << json_line(whole);
    } else {
        how.err << "earshot: " << visible_lines(with_local_times(what.detail)) << "\n";
    }
    return code;
}

}  // namespace earshot::app::cli
