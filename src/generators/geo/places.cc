#include "generators/geo/places.h"

#include "engine/list_writer.h"

namespace phoney {

void append_place(const Table& place, bool coords_only, Output& out) {
  ListWriter list(out, Sequence::tuple);
  const std::size_t size = coords_only ? 2 : place.size();
  for (std::size_t i = 0; i < size; ++i) list.text(place.text(i));
  list.finish();
}

void append_local_place(Context& context, std::string_view country_code, bool coords_only, Output& out) {
  const Table countries = context.table(1);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < countries.size(); ++i) count += countries.text(i) == country_code;
  if (count == 0) return out.null();
  std::uint32_t left = context.random().below(count);
  std::size_t i = 0;
  while (countries.text(i) != country_code || left-- != 0) ++i;
  append_place(context.table(0).child(i), coords_only, out);
}

}  // namespace phoney
