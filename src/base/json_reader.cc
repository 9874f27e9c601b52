#include "base/json_reader.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_fault.h"
#include "base/json_number.h"
#include "base/text_encoding.h"
#include "simdjson.h"

namespace phoney {
namespace {

namespace ondemand = simdjson::ondemand;

std::string_view trim(std::string_view token) {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t')) {
    token.remove_suffix(1);
  }
  return token;
}

simdjson::error_code read(ondemand::value source, Value& out, std::size_t depth);

// simdjson's own numbers end at 64 bits and at a double's range, and some of its checks do too.
simdjson::error_code read_number(ondemand::value source, Value& out) {
  auto number = read_json_number(trim(source.raw_json_token()));
  if (!number) return simdjson::NUMBER_ERROR;
  out = *std::move(number);
  return simdjson::SUCCESS;
}

simdjson::error_code read_list(ondemand::array source, Value& out, std::size_t depth) {
  Value::List list;
  for (auto item : source) {
    ondemand::value value;
    if (auto error = item.get(value); error != simdjson::SUCCESS) return error;
    if (auto error = read(value, list.emplace_back(), depth); error != simdjson::SUCCESS) return error;
  }
  out = Value::list(std::move(list));
  return simdjson::SUCCESS;
}

simdjson::error_code read_object(ondemand::object source, Value& out, std::size_t depth) {
  Value::Object object;
  for (auto item : source) {
    ondemand::field field;
    if (auto error = std::move(item).get(field); error != simdjson::SUCCESS) return error;
    std::string_view key;
    if (auto error = field.unescaped_key().get(key); error != simdjson::SUCCESS) return error;
    auto& member = object.emplace_back(std::string(key), Value());
    if (auto error = read(field.value(), member.second, depth); error != simdjson::SUCCESS) return error;
  }
  out = Value::object(std::move(object));
  return simdjson::SUCCESS;
}

simdjson::error_code read(ondemand::value source, Value& out, std::size_t depth) {
  if (depth == 0) return simdjson::DEPTH_ERROR;
  ondemand::json_type type;
  if (auto error = source.type().get(type); error != simdjson::SUCCESS) return error;
  switch (type) {
    case ondemand::json_type::object: {
      ondemand::object object;
      if (auto error = source.get_object().get(object); error != simdjson::SUCCESS) return error;
      return read_object(object, out, depth - 1);
    }
    case ondemand::json_type::array: {
      ondemand::array array;
      if (auto error = source.get_array().get(array); error != simdjson::SUCCESS) return error;
      return read_list(array, out, depth - 1);
    }
    case ondemand::json_type::string: {
      std::string_view text;
      if (auto error = source.get_string().get(text); error != simdjson::SUCCESS) return error;
      out = Value::text(std::string(text));
      return simdjson::SUCCESS;
    }
    case ondemand::json_type::number:
      return read_number(source, out);
    case ondemand::json_type::boolean: {
      bool boolean = false;
      if (auto error = source.get_bool().get(boolean); error != simdjson::SUCCESS) return error;
      out = Value::boolean(boolean);
      return simdjson::SUCCESS;
    }
    default: {
      bool is_null = false;
      if (auto error = source.is_null().get(is_null); error != simdjson::SUCCESS) return error;
      if (!is_null) return simdjson::N_ATOM_ERROR;
      out = Value::null();
      return simdjson::SUCCESS;
    }
  }
}

// A document that is a single scalar has no `value` in simdjson; wrapped in a list, it has.
std::string wrapped(std::string_view text) {
  std::string source;
  source.reserve(text.size() + 2 + simdjson::SIMDJSON_PADDING);
  source += '[';
  source += text;
  source += ']';
  return source;
}

// What is wrong, for a person.
std::string_view reason(simdjson::error_code code) {
  switch (code) {
    case simdjson::STRING_ERROR:
      return "a string contains an unknown escape, or only half of a surrogate pair (\\ud800 to \\udfff)";
    case simdjson::UNCLOSED_STRING:
      return "a string has no closing quote";
    case simdjson::UNESCAPED_CHARS:
      return "write control characters in strings as escapes, such as \\n";
    case simdjson::UTF8_ERROR:
      return "it is not UTF-8";
    case simdjson::NUMBER_ERROR:
      return "a number is malformed; write numbers like 12, -0.5 or 1e6, without leading zeros, and put codes such as "
             "007 in quotes";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return kNotClosedFault;
    case simdjson::TRAILING_CONTENT:
      return kTrailingFault;
    default:
      return "expected a value, a key in double quotes, or one of , : ] }";
  }
}

Error syntax_error(std::string_view text, std::size_t max_depth, simdjson::error_code code, const char* where,
                   const char* begin) {
  std::string message;
  if (code == simdjson::EMPTY || trim(text).empty()) {
    message = "the JSON text is empty";
  } else if (code == simdjson::DEPTH_ERROR) {
    message = fmt::format("the JSON text is nested more than {} levels deep", max_depth);
  } else {
    const bool is_placed = where != nullptr && where > begin;
    const std::size_t at = is_placed ? static_cast<std::size_t>(where - begin) - 1 : 0;
    const std::string_view fault = is_placed && code != simdjson::STRING_ERROR ? find_json_fault(text, at) : "";
    message = fmt::format("the text is not valid JSON: {}", fault.empty() ? reason(code) : fault);
    if (is_placed) message += fmt::format(" (near {})", place_in(text, at));
  }
  return make_error(ErrorCode::invalid_json, std::move(message));
}

}  // namespace

Result<Value> read_json(std::string_view bytes, std::size_t max_depth) {
  const auto encoded = utf8_text(bytes);
  if (!encoded) return make_error(ErrorCode::invalid_json, encoded.error().message);
  const std::string_view text = *encoded;
  thread_local ondemand::parser parser;
  const std::string source = wrapped(text);
  ondemand::document document;
  if (auto error = parser.iterate(source.data(), source.size(), source.capacity()).get(document);
      error != simdjson::SUCCESS) {
    return syntax_error(text, max_depth, error, nullptr, source.data());
  }
  Value list;
  ondemand::array array;
  auto error = document.get_array().get(array);
  if (error == simdjson::SUCCESS) error = read_list(array, list, max_depth);
  if (error == simdjson::SUCCESS && !document.at_end()) error = simdjson::TRAILING_CONTENT;
  const char* where = nullptr;
  if (error != simdjson::SUCCESS) {
    if (document.current_location().get(where) != simdjson::SUCCESS) where = nullptr;
    return syntax_error(text, max_depth, error, where, source.data());
  }
  if (list.as_list().size() != 1) {
    return make_error(ErrorCode::invalid_json, list.as_list().empty() ? "the JSON text is empty"
                                                                      : "there is more than one JSON value; send one");
  }
  return std::move(list.as_list().front());
}

std::string place_in(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  std::size_t line = 1;
  std::size_t start = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    if (text[i] == '\n') {
      ++line;
      start = i + 1;
    }
  }
  const auto characters = std::ranges::count_if(text.substr(start, offset - start),
                                                [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; });
  return fmt::format("line {}, column {}", line, characters + 1);
}

bool is_utf8(std::string_view bytes) { return simdjson::validate_utf8(bytes.data(), bytes.size()); }

}  // namespace phoney
