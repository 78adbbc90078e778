// `earshot language measure`: how often the language detector is right, on anybody's texts.
#pragma once

#include <string>

#include "app/cli/commands.hpp"

namespace earshot::app::cli {

struct language_words {
    std::string directory;  // files named by language: nl.txt, pt-BR.txt, ja
    std::string languages;  // only these, apart by commas; empty: every file
};

int language_measure(const invocation& how, const language_words& said);

}  // namespace earshot::app::cli
