#include "text/html.hpp"

#include "catch.hpp"

namespace earshot::texts {

TEST_CASE("html: paragraphs, breaks and lists become lines") {
    CHECK(html_to_text("<p>Hallo,</p><p>mijn koffer is weg.</p>") ==
          "Hallo,\n\nmijn koffer is weg.");
    CHECK(html_to_text("one<br>two<br/>three") == "one\ntwo\nthree");
    CHECK(html_to_text("<ul><li>Delay</li><li>Refund</li></ul>") == "- Delay\n- Refund");
    CHECK(html_to_text("<div>a</div><div>b</div>") == "a\nb");
    CHECK(html_to_text("<table><tr><td>KL1234</td><td>late</td></tr></table>") == "KL1234 late");
}

TEST_CASE("html: white space is what a browser shows") {
    CHECK(html_to_text("  <p> a \n  b </p>\n\n <p>c</p> ") == "a b\n\nc");
    CHECK(html_to_text("a<br><br><br><br>b") == "a\n\nb");
    CHECK(html_to_text("<pre>a\n  b</pre>") == "a\n  b");
    CHECK(html_to_text("a&nbsp;b") == "a\u00A0b");
}

TEST_CASE("html: scripts, styles and comments are not text") {
    CHECK(html_to_text("a<script>if (1<2) alert('</p>')</script>b") == "ab");
    CHECK(html_to_text("<style>p{}</style>x<!-- <b>no</b> -->y<!DOCTYPE html><?php ?>") == "xy");
    CHECK(html_to_text("x<SCRIPT>never closed") == "x");
    CHECK(html_to_text("x<!-- never closed") == "x");
}

TEST_CASE("html: a link keeps its text, and its address where the text does not tell it") {
    CHECK(html_to_text("<a href=\"https://example.org/refund\">your refund</a>.") ==
          "your refund (https://example.org/refund).");
    CHECK(html_to_text("<a href='https://example.org/a'>https://example.org/a</a>") ==
          "https://example.org/a");
    CHECK(html_to_text("<a href=https://example.org/>example.org</a>") == "example.org");
    CHECK(html_to_text("<a href='https://e.org/?a=1&amp;b=2'>x</a>") ==
          "x (https://e.org/?a=1&b=2)");
    CHECK(html_to_text("<a href='#top'>top</a> <a href='JavaScript:x()'>y</a>") == "top y");
    CHECK(html_to_text("<a href='https://e.org'>open") == "open (https://e.org)");
    CHECK(html_to_text("see <a href='https://e.org'><img src=x></a>!") == "see (https://e.org)!");
}

TEST_CASE("html: a Mastodon post reads as its author wrote it") {
    CHECK(html_to_text("<p><span class=\"h-card\"><a href=\"https://m.example/@klm\" "
                       "class=\"u-url mention\">@<span>klm</span></a></span> koffer weg "
                       "<a href=\"https://m.example/tags/help\">#<span>help</span></a></p>") ==
          "@klm koffer weg #help");
}

TEST_CASE("html: references by name and number, wrong ones stay") {
    CHECK(html_to_text("&euro;5 &amp; caf&eacute; &#8364; &#x20ac; &#128;") == "€5 & café € € €");
    CHECK(html_to_text("AT&T &nosuchname; &#; &#x; & &#99999999; &#xD800; &#0;") ==
          "AT&T &nosuchname; &#; &#x; & \uFFFD \uFFFD \uFFFD");
    CHECK(html_to_text("&lt;b&gt;") == "<b>");
}

TEST_CASE("html: what is not markup is text") {
    CHECK(html_to_text("1 < 2 and 3 > 2 <3 you") == "1 < 2 and 3 > 2 <3 you");
    CHECK(html_to_text("<") == "<");
    CHECK(html_to_text("</") == "</");
    CHECK(html_to_text("a<b") == "a");
    CHECK(html_to_text("<a href") == "");
    CHECK(html_to_text("<a href=\"x") == "");
    CHECK(html_to_text("") == "");
}

TEST_CASE("html: hostile nesting costs no more than its length") {
    std::string deep;
    while (deep.size() < max_html) deep += "<div><b a='1'><a href=aaaaaaaaaaaaaaaaaaaaaaaaaa>";
    deep.resize(max_html - 1);
    CHECK(html_to_text(deep + "xyz").size() < 2 * max_html);
    CHECK(html_to_text(std::string(2 * max_html, 'a')).size() == max_html);
}

TEST_CASE("html: plain text from a platform is unescaped once") {
    CHECK(unescape("Q&amp;A &lt;3 &gt; &quot;x&quot; it&#39;s &#x1F600; &apos;") ==
          "Q&A <3 > \"x\" it's 😀 '");
    CHECK(unescape("&amp;lt;") == "&lt;");
    CHECK(unescape("&eacute; &amp &") == "&eacute; &amp &");
    CHECK(unescape("no reference") == "no reference");
}

}  // namespace earshot::texts
