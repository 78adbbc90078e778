// HTML as platforms and feeds send it, turned into text. Functions of their arguments, for any
// thread; time and memory grow with the input and nothing else.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace earshot::texts {

inline constexpr std::size_t max_html = 1 << 20;

// What a browser would show, roughly: paragraphs, lists and line breaks become lines, scripts and
// styles vanish, a link keeps its text and, where that does not tell it, its address in brackets.
// Never fails: anything that is not markup is text. What lies beyond `max_html` bytes is cut.
//
// Rationale: an HTML5 tree builder (gumbo) took four seconds for 300 kB of nested <div>, and frees
// trees recursively. Text needs no tree, so this reads tags as they come (WHATWG HTML, 13.2.5).
std::string html_to_text(std::string_view html);

// Resolves the few references that platforms put into plain text: &amp; &lt; &gt; &quot; &apos;
// &#39; and any other number. Once: &amp;lt; becomes &lt;.
std::string unescape(std::string_view text);

}  // namespace earshot::texts
