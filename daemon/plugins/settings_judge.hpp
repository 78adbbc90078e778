// What a plugin itself says of an instance's settings, before there is an instance: its constructor
// runs with services that reach nothing, and the plugin is thrown away. As at the start, a
// constructor that throws is an answer, and nothing stands between us and one that hangs.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "earshot/settings_check.hpp"
#include "plugins/library.hpp"

namespace earshot::plugins {

// `values` have passed the plugin's field table; `public_url` is where platforms reach the daemon.
// Empty: an instance would come to life. A problem that is no single field's has no `field`.
std::vector<settings_problem> judge_settings(const std::shared_ptr<const library>& code,
                                             const std::string& instance, const settings& values,
                                             const std::string& public_url);

}  // namespace earshot::plugins
