// Places on land: rows of latitude, longitude, name, country code and time zone.

#pragma once

#include <string_view>

#include "engine/session.h"

namespace phoney {

// Appends a place as a tuple of its five texts, or of the first two.
void append_place(const Table& place, bool coords_only, Output& out);

// Appends one of a country's places among those of the first table, whose countries the second holds; null
// if it has none.
void append_local_place(Context& context, std::string_view country_code, bool coords_only, Output& out);

}  // namespace phoney
