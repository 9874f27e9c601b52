#include "http/response_head.h"

#include <algorithm>

namespace phoney::http {
namespace {

void write_two(char* target, unsigned value) {
  target[0] = static_cast<char>('0' + value / 10);
  target[1] = static_cast<char>('0' + value % 10);
}

void append_clean(std::string_view text, Output& out) {
  for (const char c : text) out.append(c == '\r' || c == '\n' || c == '\0' ? ' ' : c);
}

}  // namespace

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return status < 400 ? "Success" : "Error";
  }
}

void HttpDate::refresh(Clock::Instant now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second == second_) return;
  second_ = second;
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(second - day);
  std::memcpy(text_, "Sun, 00 Jan 0000 00:00:00 GMT", sizeof text_);
  std::memcpy(text_, &"SunMonTueWedThuFriSat"[3 * std::chrono::weekday(day).c_encoding()], 3);
  write_two(text_ + 5, static_cast<unsigned>(date.day()));
  std::memcpy(text_ + 8, &"JanFebMarAprMayJunJulAugSepOctNovDec"[3 * (static_cast<unsigned>(date.month()) - 1)], 3);
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  write_two(text_ + 12, year / 100);
  write_two(text_ + 14, year % 100);
  write_two(text_ + 17, static_cast<unsigned>(time.hours().count()));
  write_two(text_ + 20, static_cast<unsigned>(time.minutes().count()));
  write_two(text_ + 23, static_cast<unsigned>(time.seconds().count()));
}

void append_head(const Response& response, std::string_view date, ConnectionHeader connection, Framing framing,
                 Output& out) {
  if (response.status == 200) {
    out.append("HTTP/1.1 200 OK");
  } else {
    out.append("HTTP/1.1 ");
    out.append_integer(response.status);
    out.append(' ');
    out.append(reason_phrase(response.status));
  }
  out.append("\r\nDate: ");
  out.append(date);
  // These two have no body, and 204 may not even state a length (RFC 9110, 8.6).
  if (response.status != 204 && response.status != 304) {
    if (!response.content_type.empty()) {
      out.append("\r\nContent-Type: ");
      out.append(response.content_type);
    }
    const std::uint64_t length = response.left_out.value_or(response.body_size());
    if (framing == Framing::length && (length > 0 || !response.left_out)) {
      out.append("\r\nContent-Length: ");
      out.append_integer(static_cast<std::int64_t>(length));
    } else if (framing == Framing::chunked) {
      out.append("\r\nTransfer-Encoding: chunked");
    }
  }
  for (const auto& [name, value] : response.headers) {
    out.append("\r\n");
    append_clean(name, out);
    out.append(": ");
    append_clean(value, out);
  }
  if (!response.shared_headers.empty()) {
    out.append("\r\n");
    out.append(response.shared_headers.substr(0, response.shared_headers.size() - 2));
  }
  if (connection == ConnectionHeader::close) out.append("\r\nConnection: close");
  if (connection == ConnectionHeader::keep_alive) out.append("\r\nConnection: keep-alive");
  out.append("\r\n\r\n");
}

void set_error(Response& response, int status, std::string_view detail) {
  response.reset();
  response.status = status;
  response.body.append(R"({"detail":")");
  response.body.append(detail);
  response.body.append(R"("})");
}

}  // namespace phoney::http
