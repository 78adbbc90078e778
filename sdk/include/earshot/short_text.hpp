// Text made to fit: into a field that holds so much, into a line of a log or of an error. All take
// UTF-8 and never cut within a character; malformed text stays so. For what
// customers read, count and cut with the service `text`. All of it is pure. [any thread]
#pragma once

#include <string>

namespace earshot {

std::string cut_to_bytes(std::string text, std::size_t most);
std::string cut_to_characters(std::string text, std::size_t most);  // code points

// What a stranger wrote as one line of at most so many bytes: control characters become blanks.
std::string one_line(std::string text, std::size_t most);
// The same, and every byte that is not ASCII becomes a blank, too.
std::string ascii_line(std::string text, std::size_t most);

}  // namespace earshot
