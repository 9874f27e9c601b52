// Places on land: rows of latitude, longitude, name, country code and time zone.

#pragma once

#include <string>
#include <string_view>

#include "engine/session.h"

namespace phoney {

// Appends a place as a tuple of its five texts, or of the first two.
void append_place(const Table& place, bool coords_only, Output& out);

// Appends one of a country's places among those of the first table, whose countries the second holds; null
// if it has none.
void append_local_place(Context& context, std::string_view country_code, bool coords_only, Output& out);

// local_latlng's arguments; a locale's own begin with its country.
struct LocalArgs {
  std::string country_code = "US";
  bool coords_only = false;
};

template <class Args>
void local_latlng(Context& context, const Args& args, Output& out) {
  append_local_place(context, args.country_code, args.coords_only, out);
}

template <class Args>
constexpr GeneratorSpec local_latlng_generator() {
  return generator<local_latlng<Args>>("local_latlng",
                                       "A place in a country: coordinates, name, country code, time zone.")
      .template param<&LocalArgs::country_code>(
          "country_code", "Two-letter code of the country; the value is null if phoney knows no place there.")
      .template param<&LocalArgs::coords_only>("coords_only", "Whether to return only the coordinates.")
      .tables({"land_coords", "column(land_coords, 3)"})
      .returns(ResultType::any);
}

}  // namespace phoney
