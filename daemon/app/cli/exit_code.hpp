// How the command `earshot` ends; docs/command.md lists them.
#pragma once

namespace earshot::app::cli {

enum exit_code : int {
    done = 0,
    not_so = 1,       // the answer is no: errors in the file, a ledger that does not close
    usage = 2,        // wrong arguments, or a file that cannot be read
    unreachable = 3,  // there is no daemon to ask
    refused = 4,      // the daemon answered with an error
};

}  // namespace earshot::app::cli
