#include "service/observe/access_log.h"

#include "base/instant.h"
#include "base/json_reader.h"
#include "base/json_text.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxPathBytes = 512;

// As the client sent it, which need not be UTF-8; each byte that is not ASCII becomes a '?'.
void append_path(std::string_view path, Output& out) {
  path = path.substr(0, kMaxPathBytes);
  if (is_utf8(path)) return append_json_text(out, path);
  std::string ascii(path);
  for (char& c : ascii) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  append_json_text(out, ascii);
}

void append_member(std::string_view name, std::string_view text, Output& out) {
  out.append(name);
  append_path(text, out);
}

}  // namespace

void append_access_line(const AccessLine& line, Output& out) {
  append_member(R"({"time":)", format_instant(line.time), out);
  append_member(R"(,"level":)", line.level, out);
  append_member(R"(,"request_id":)", line.request_id, out);
  append_member(R"(,"method":)", line.method, out);
  append_member(R"(,"path":)", line.path, out);
  out.append(R"(,"status":)");
  out.append_integer(line.status);
  const std::int64_t nanoseconds = line.duration.count();
  out.append(R"(,"duration_ms":)");
  out.append_integer(nanoseconds / 1'000'000);
  out.append('.');
  out.append_padded_integer(static_cast<std::uint64_t>(nanoseconds % 1'000'000 / 1000), 3);
  out.append(R"(,"bytes":)");
  out.append_integer(static_cast<std::int64_t>(line.bytes));
  append_member(R"(,"client":)", line.client, out);
  out.append(line.complete ? "}\n" : ",\"incomplete\":true}\n");
}

}  // namespace phoney::service
