// Linux lists the listening sockets of all processes with their inode numbers in /proc/net/tcp and tcp6. /proc/PID/fd
// lists the open files of a process; a socket is a link to "socket:[INODE]" (proc(5), proc_pid_fd(5)).

#include "http/port_holder.h"

#include <dirent.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace phoney::http {
namespace {

using File = std::unique_ptr<std::FILE, decltype([](std::FILE* file) { std::fclose(file); })>;
using Folder = std::unique_ptr<DIR, decltype([](DIR* folder) { ::closedir(folder); })>;

struct Place {
  std::string address;  // words of memory in hexadecimal, as /proc writes them
  unsigned port = 0;

  bool is_any() const { return address.find_first_not_of('0') == std::string::npos; }
};

Place place_of(const sockaddr_storage& storage) {
  std::array<std::uint32_t, 4> words{};
  std::size_t count = 1;
  Place place;
  if (storage.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(storage);
    count = words.size();
    std::memcpy(words.data(), &v6.sin6_addr, sizeof v6.sin6_addr);
    place.port = ntohs(v6.sin6_port);
  } else {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(storage);
    words[0] = v4.sin_addr.s_addr;
    place.port = ntohs(v4.sin_port);
  }
  for (std::size_t i = 0; i < count; ++i) place.address += fmt::format("{:08X}", words[i]);
  return place;
}

// Whoever listens on all addresses, of either version, has the port of each.
bool share(const Place& a, const Place& b) {
  return a.port == b.port && (a.address == b.address || a.is_any() || b.is_any());
}

std::vector<std::string_view> fields_of(std::string_view line) {
  constexpr std::string_view kSpace = " \n";
  std::vector<std::string_view> fields;
  for (std::size_t start = line.find_first_not_of(kSpace); start != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(kSpace, start), line.size());
    fields.push_back(line.substr(start, end - start));
    start = line.find_first_not_of(kSpace, end);
  }
  return fields;
}

// "0100007F:1F90", both in hexadecimal.
Place parse_place(std::string_view text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  Place place{.address = std::string(text.substr(0, colon))};
  std::from_chars(text.data() + std::min(colon + 1, text.size()), text.data() + text.size(), place.port, 16);
  return place;
}

// What links to those sockets say.
std::vector<std::string> sockets_at(const Place& wanted) {
  enum Field : std::uint8_t { local_address = 1, state = 3, inode = 9 };
  constexpr std::string_view kListening = "0A";
  std::vector<std::string> found;
  for (const char* table : {"/proc/net/tcp", "/proc/net/tcp6"}) {
    const File file(std::fopen(table, "r"));
    char line[512];
    while (file && std::fgets(line, sizeof line, file.get()) != nullptr) {
      const std::vector<std::string_view> fields = fields_of(line);
      if (fields.size() <= inode || fields[state] != kListening) continue;
      if (share(parse_place(fields[local_address]), wanted)) found.push_back(fmt::format("socket:[{}]", fields[inode]));
    }
  }
  return found;
}

bool has_open(const std::string& process, const std::vector<std::string>& sockets) {
  const std::string path = "/proc/" + process + "/fd";
  const Folder folder(::opendir(path.c_str()));
  if (!folder) return false;
  while (const dirent* entry = ::readdir(folder.get())) {
    char target[64];
    const ssize_t size = ::readlinkat(::dirfd(folder.get()), entry->d_name, target, sizeof target);
    if (size <= 0) continue;
    const std::string_view link(target, static_cast<std::size_t>(size));
    if (std::ranges::find(sockets, link) != sockets.end()) return true;
  }
  return false;
}

// Its program's name, of which Linux keeps 15 bytes.
std::string name_of(const std::string& process) {
  const File file(std::fopen(("/proc/" + process + "/comm").c_str(), "r"));
  char name[64] = "";
  if (!file || std::fgets(name, sizeof name, file.get()) == nullptr) return "";
  return {name, std::strcspn(name, "\n")};
}

}  // namespace

std::string port_holder(const sockaddr_storage& address) {
  const std::vector<std::string> sockets = sockets_at(place_of(address));
  const Folder folder(sockets.empty() ? nullptr : ::opendir("/proc"));
  if (!folder) return "";
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string process = entry->d_name;
    if (process.find_first_not_of("0123456789") != std::string::npos || !has_open(process, sockets)) continue;
    return fmt::format("{} (process {})", name_of(process), process);
  }
  return "";
}

}  // namespace phoney::http
