// Whether conditions hold. Functions of their arguments.
#pragma once

#include <span>

#include "rules/condition.hpp"
#include "rules/outcome.hpp"
#include "rules/term_index.hpp"

namespace earshot::rules {

// What conditions are judged by. Refers to all of it.
struct facts {
    const subject& who;
    std::span<const hit> hits;                // by term
    const std::vector<std::string>& classes;  // that earlier rules gave
    const std::vector<std::string>& topics;   // likewise
};

const hit* find_hit(std::span<const hit> hits, std::uint32_t term);

bool holds(const condition& one, const facts& about);
bool all_hold(const conditions& of, const facts& about);
bool any_holds(const conditions& of, const facts& about);

// The terms that are there, of conditions that hold, each once in the order of the rule; none of
// those under `not`.
void collect_terms(const conditions& of, const facts& about, std::vector<std::uint32_t>& into);

}  // namespace earshot::rules
