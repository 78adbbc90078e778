// The formats, each by itself: `clean.hpp` tells them apart.
#pragma once

#include "earshot/connector.hpp"

namespace earshot::pictures {

inline constexpr std::string_view jpeg_mark = "\xff\xd8";
inline constexpr std::string_view png_mark{"\x89PNG\r\n\x1a\n"};

// Errors: invalid `picture.damaged`.
result<picture> clean_jpeg(std::string_view bytes);
result<picture> clean_png(std::string_view bytes);

std::unexpected<error> damaged(std::string_view why);

// Unsigned, the greatest byte first; what lies outside reads as 0.
std::uint32_t number_at(std::string_view bytes, std::size_t at, std::size_t length);

}  // namespace earshot::pictures
