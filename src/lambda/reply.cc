#include "lambda/reply.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include <boost/beast/http/status.hpp>

#include "base/json_reader.h"
#include "base/json_text.h"
#include "service/auth/base64.h"

namespace phoney::lambda {
namespace {

using Values = std::vector<std::string_view>;
using HeaderMap = std::map<std::string_view, Values>;

// The lines "Name: value\r\n" that many responses share.
void add_lines(std::string_view lines, HeaderMap& headers) {
  while (!lines.empty()) {
    const std::size_t end = lines.find("\r\n");
    const std::size_t colon = lines.find(": ");
    headers[lines.substr(0, colon)].push_back(lines.substr(colon + 2, end - colon - 2));
    lines.remove_prefix(end + 2);
  }
}

HeaderMap headers_of(const Response& response) {
  HeaderMap headers;
  if (response.body.size() > 0 || response.source) headers["Content-Type"].push_back(response.content_type);
  for (const auto& [name, value] : response.headers) headers[name].push_back(value);
  add_lines(response.shared_headers, headers);
  return headers;
}

std::string joined(const Values& values) {
  std::string text;
  for (const std::string_view value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

void append_list(const Values& values, Output& out) {
  out.append('[');
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) out.append(',');
    append_json_text(out, values[i]);
  }
  out.append(']');
}

// {"Name":"value, value"}, or as lists {"Name":["value","value"]}.
void append_headers(const HeaderMap& headers, bool as_lists, Output& out) {
  out.append('{');
  bool first = true;
  for (const auto& [name, values] : headers) {
    if (!std::exchange(first, false)) out.append(',');
    append_json_text(out, name);
    out.append(':');
    if (as_lists) {
      append_list(values, out);
    } else {
      append_json_text(out, joined(values));
    }
  }
  out.append('}');
}

void append_body(const Response& response, Output& out) {
  const std::string_view body = response.body.view();
  const bool is_text = !is_coded(response) && is_utf8(body);
  out.append(R"(,"body":)");
  if (is_text) {
    append_json_text(out, body);
  } else {
    out.append('"');
    service::append_base64(out, body);
    out.append('"');
  }
  out.append(is_text ? R"(,"isBase64Encoded":false})" : R"(,"isBase64Encoded":true})");
}

}  // namespace

bool is_coded(const Response& response) {
  return std::ranges::any_of(response.headers,
                             [](const auto& header) { return equals_ignoring_case(header.first, "Content-Encoding"); });
}

bool append_reply(const HttpEvent& event, const Response& response, Output& out) {
  const std::size_t start = out.size();
  const std::size_t most = max_reply_bytes(event.sender);
  if (response.body.size() > most) return false;
  out.append(R"({"statusCode":)");
  out.append_integer(response.status);
  if (event.sender == Sender::load_balancer) {
    out.append(R"(,"statusDescription":)");
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
    append_json_text(out, std::to_string(response.status) + ' ' + std::string(reason));
  }
  out.append(event.multi_value ? R"(,"multiValueHeaders":)" : R"(,"headers":)");
  append_headers(headers_of(response), event.multi_value, out);
  append_body(response, out);
  if (out.size() - start <= most) return true;
  out.truncate(start);
  return false;
}

void append_prelude(const Response& response, Output& out) {
  out.append(R"({"statusCode":)");
  out.append_integer(response.status);
  out.append(R"(,"headers":)");
  append_headers(headers_of(response), false, out);
  out.append('}');
  for (int i = 0; i < 8; ++i) out.append('\0');
}

}  // namespace phoney::lambda
