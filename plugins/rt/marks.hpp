// By what Earshot finds again what it wrote into Request Tracker. All of it is pure.
//
// A ticket carries its case key in a custom field. An entry carries a tag in the Content-Type of
// its text, `text/plain; earshot-note="..."`: RT keeps that in the headers of the attachment, so it
// comes with the entry in one transaction, needs no custom field, and nobody sees it.
#pragma once

#include <string>
#include <string_view>

#include "rt/records.hpp"

namespace earshot::rt {

// How a case key stands in the case field: itself, or its digest where RT's search would not take
// it as it is.
std::string field_text(std::string_view case_key);

// Of the entry with this key: its tag, and the Content-Type with it.
std::string note_tag(std::string_view key);
std::string type_with_tag(std::string_view key);

bool carries(const attachment_record& part, const std::string& tag);

// Whether Earshot entered it, whichever user it was: customers' words, and its own.
bool is_note(const attachment_record& part);

}  // namespace earshot::rt
