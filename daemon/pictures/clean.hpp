// What an agent's camera wrote into a picture (place, time, person, device, a smaller copy of what
// was cut off) is not published with it. Pure.
//
// Rationale: what stays is listed, not what goes. Libraries that remove the metadata they know
// leave a PNG's texts and whatever a telephone puts behind a JPEG.
#pragma once

#include <string_view>

#include "earshot/connector.hpp"

namespace earshot::pictures {

// The types that `clean` knows, by what a helpdesk says of a file.
bool known_type(std::string_view media_type);

// The same picture as it is to be seen, of the type that its bytes say, without a description.
// Errors: invalid `picture.type`, `picture.damaged`.
result<picture> clean(std::string_view bytes);

}  // namespace earshot::pictures
