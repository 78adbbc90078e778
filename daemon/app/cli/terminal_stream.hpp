// What the command writes, on its way to a terminal. One that does not read UTF-8 takes bytes of it
// for control characters (0x9b begins an escape sequence): it gets ASCII alone. Files and pipes get
// everything as it is.
#pragma once

#include <ostream>
#include <streambuf>

namespace earshot::app::cli {

// Whether the descriptor is a terminal whose locale is not UTF-8.
bool reads_ascii_only(int descriptor);

class terminal_stream final : public std::ostream {
public:
    // `to` outlives it.
    terminal_stream(std::ostream& to, bool ascii_only, bool json);

private:
    // Texts come whole: no character is split between two calls.
    class buffer final : public std::streambuf {
    public:
        buffer(std::ostream& to, bool ascii_only, bool json)
            : to_(to), ascii_only_(ascii_only), json_(json) {}

    protected:
        int_type overflow(int_type next) override;
        std::streamsize xsputn(const char* text, std::streamsize size) override;
        int sync() override;

    private:
        std::ostream& to_;
        bool ascii_only_;
        bool json_;
    };

    buffer buffer_;
};

}  // namespace earshot::app::cli
