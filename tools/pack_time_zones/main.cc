// pack_time_zones: data/time_zones.json as one read-only block, which src/calendar/time_zone.cc reads in place.
//
//   pack_time_zones time_zones.json time_zones.blob
//
// The block: a count; per name, sorted, the offsets and sizes of the name and of its TZif data, as 32-bit words; bytes.

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "base/json_reader.h"

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text.substr(0, text.find('='))) {
    bits = bits << 6 | static_cast<std::uint32_t>(kDigits.find(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

std::string pack(const phoney::Value& file) {
  std::map<std::string, std::string> names;  // to the zone that has the data
  for (const auto& [name, data] : file.find("zones")->as_object()) names[name] = name;
  for (const auto& [name, target] : file.find("links")->as_object()) names[name] = target.as_text();

  std::vector<std::uint32_t> words = {static_cast<std::uint32_t>(names.size())};
  std::string bytes;
  const std::size_t start = (1 + 4 * names.size()) * sizeof(std::uint32_t);
  const auto add = [&](std::string_view text) {
    const auto offset = static_cast<std::uint32_t>(start + bytes.size());
    bytes += text;
    return offset;
  };
  std::map<std::string, std::pair<std::uint32_t, std::uint32_t>> places;
  for (const auto& [name, data] : file.find("zones")->as_object()) {
    const std::string decoded = decode_base64(data.as_text());
    places[name] = {add(decoded), static_cast<std::uint32_t>(decoded.size())};
  }
  for (const auto& [name, zone] : names) {
    const auto [offset, size] = places.at(zone);
    words.insert(words.end(), {add(name), static_cast<std::uint32_t>(name.size()), offset, size});
  }
  return std::string(reinterpret_cast<const char*>(words.data()), words.size() * sizeof(std::uint32_t)) + bytes;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fputs("usage: pack_time_zones time_zones.json time_zones.blob\n", stderr);
    return 2;
  }
  std::ifstream source(argv[1], std::ios::binary);
  std::ostringstream text;
  text << source.rdbuf();
  const auto file = phoney::read_json(std::move(text).str());
  if (!file || file->find("zones") == nullptr || file->find("links") == nullptr) {
    std::fprintf(stderr, "pack_time_zones: %s: %s\n", argv[1], file ? "no zones" : file.error().message.c_str());
    return 1;
  }
  std::ofstream target(argv[2], std::ios::binary);
  target << pack(*file);
  target.close();
  return target ? 0 : 1;
}
