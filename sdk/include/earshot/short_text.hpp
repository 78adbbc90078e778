// Text made to fit: into a field that holds so much, into a line of a log or of an error, for a
// comparison that is blind to case. All take
// UTF-8 and never cut within a character; malformed text stays so. For what
// customers read, count and cut with the service `text`. All of it is pure. [any thread]
#pragma once

#include <string>
#include <string_view>

namespace earshot {

std::string cut_to_bytes(std::string text, std::size_t most);
std::string cut_to_characters(std::string text, std::size_t most);  // code points

// What a stranger wrote as one line of at most so many bytes: control characters become blanks.
std::string one_line(std::string text, std::size_t most);
// The same, and every byte that is not ASCII becomes a blank, too.
std::string ascii_line(std::string text, std::size_t most);

// A to Z become small, every other byte stays: for names of protocols, hosts and tags. What people
// write has more letters than these.
std::string lower_ascii(std::string_view text);

}  // namespace earshot
