#include "mail/flowed.hpp"

#include "catch.hpp"

namespace earshot::mails {

TEST_CASE("flowed text: soft line breaks go, the typed ones stay") {
    CHECK(unflow("We are sorry. \nYour bag \nis here.\n\nRegards\n", false) ==
          "We are sorry. Your bag is here.\n\nRegards\n");
    CHECK(unflow(" From us \nto you\n", false) == "From us to you\n");
}

TEST_CASE("flowed text: DelSp is for languages without spaces") {
    CHECK(unflow("こんに \nちは\n", true) == "こんにちは\n");
}

TEST_CASE("flowed text: quotes and the line before a signature are lines of their own") {
    CHECK(unflow("yes \n> no \n> never\n", false) == "yes \n> no never\n");
    CHECK(unflow("bye \n-- \nAnna\n", false) == "bye \n-- \nAnna\n");
}

}  // namespace earshot::mails
