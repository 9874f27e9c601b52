#include "service/observe/access_log.h"

#include "base/instant.h"
#include "base/json_reader.h"
#include "base/json_text.h"

namespace phoney::service {
namespace {

constexpr std::size_t kMaxPathBytes = 512;

// Spells the second anew only when it has changed: a line costs less than the rest of a request.
void append_time(Clock::Instant time, Output& out) {
  thread_local std::chrono::sys_seconds spelled{};
  thread_local std::string text = format_instant(spelled);
  const auto second = std::chrono::floor<std::chrono::seconds>(time);
  if (second != spelled) {
    text = format_instant(second);
    spelled = second;
  }
  out.append('"');
  out.append(std::string_view(text).substr(0, text.size() - 1));  // without its Z
  out.append('.');
  out.append_padded_integer(static_cast<std::uint64_t>((time - second).count()), 6);
  out.append(R"(Z")");
}

// The text as the client sent it. If it is not UTF-8, each byte that is not ASCII becomes a '?'.
void append_foreign(std::string_view text, Output& out) {
  text = text.substr(0, kMaxPathBytes);
  if (is_utf8(text)) return append_json_text(out, text);
  std::string ascii(text);
  for (char& c : ascii) {
    if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  }
  append_json_text(out, ascii);
}

}  // namespace

void append_access_line(const AccessLine& line, Output& out) {
  out.append(R"({"time":)");
  append_time(line.time, out);
  out.append(R"(,"level":)");
  append_json_text(out, line.level);
  out.append(R"(,"request_id":)");
  append_json_text(out, line.request_id);
  out.append(R"(,"method":)");
  append_foreign(line.method, out);
  out.append(R"(,"path":)");
  append_foreign(line.path, out);
  out.append(R"(,"status":)");
  out.append_integer(line.status);
  const std::int64_t nanoseconds = line.duration.count();
  out.append(R"(,"duration_ms":)");
  out.append_integer(nanoseconds / 1'000'000);
  out.append('.');
  out.append_padded_integer(static_cast<std::uint64_t>(nanoseconds % 1'000'000 / 1000), 3);
  out.append(R"(,"bytes":)");
  out.append_integer(static_cast<std::int64_t>(line.bytes));
  out.append(R"(,"client":)");
  append_foreign(line.client, out);  // an IPv6 address may name its interface, in any bytes
  if (!line.complete) out.append(R"(,"incomplete":true)");
  if (line.reason != Reason::none) {
    out.append(R"(,"reason":)");
    append_json_text(out, to_string(line.reason));
  }
  out.append("}\n");
}

}  // namespace phoney::service
