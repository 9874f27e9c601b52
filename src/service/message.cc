#include "service/message.h"

namespace phoney {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (equals_ignoring_case(header.name, name)) return header.value;
  }
  return "";
}

std::string_view to_string(RequestKind kind) {
  switch (kind) {
    case RequestKind::templates:
      return "templates";
    case RequestKind::values:
      return "values";
    case RequestKind::logins:
      return "logins";
    case RequestKind::other:
      break;
  }
  return "other";
}

void Response::add_header(std::string_view name, std::string_view value) { headers.emplace_back(name, value); }

void Response::own_body() { body.append(std::exchange(shared_body, "")); }

void Response::reset() {
  status = 200;
  content_type = "application/json";
  headers.clear();
  source.reset();
  left_out.reset();
  shared_headers = "";
  shared_body = "";
  records = 0;
  kind = RequestKind::other;
  outcome = {};
  body.clear();
  body.set_kind(Kind::text);
  body.set_notation(Notation::json);
}

}  // namespace phoney
