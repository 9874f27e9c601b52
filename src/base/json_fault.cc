#include "base/json_fault.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace phoney {
namespace {

constexpr std::string_view kComment = "JSON has no comments; remove this one";
constexpr std::string_view kNoValue = "write a value after :";
constexpr std::string_view kBareWord = "put strings in double quotes, and write true, false and null in lower case";
constexpr std::string_view kNoColon = "write : and a value after the key";

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Whether a number, a word or a string outside of quotes may consist of it.
bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || (static_cast<unsigned char>(c) & 0x80) != 0 ||
         std::string_view("_-+.$'").find(c) != std::string_view::npos;
}

bool begins_comment(std::string_view text) {
  return text.starts_with("//") || text.starts_with("/*") || text.starts_with('#');
}

// Where in the grammar a place is, from the valid text before it.
struct Place {
  std::string open;          // the brackets that are open
  char previous = 0;         // the character before, without spaces; 0: there is none
  bool after_colon = false;  // in an object: between a colon and the next comma
};

Place place_after(std::string_view valid) {
  Place place;
  for (std::size_t i = 0; i < valid.size(); ++i) {
    const char c = valid[i];
    if (is_space(c)) continue;
    place.previous = c;
    if (c == '"') {
      for (++i; i < valid.size() && valid[i] != '"'; ++i) {
        if (valid[i] == '\\') ++i;
      }
    } else if (c == '[' || c == '{') {
      place.open += c;
      place.after_colon = false;
    } else if (c == ']' || c == '}') {
      if (!place.open.empty()) place.open.pop_back();
      place.after_colon = true;  // where the list or object is a member's value
    } else if (c == ':' || c == ',') {
      place.after_colon = c == ':';
    }
  }
  return place;
}

// What is wrong with a closing bracket.
std::string_view closing_fault(const Place& place, char closing) {
  const bool in_object = place.open.back() == '{';
  if (place.previous == ',') return closing == '}' ? "remove the comma before }" : "remove the comma before ]";
  if (place.previous == ':') return kNoValue;
  if (in_object && closing == '}' && !place.after_colon) return kNoColon;
  if (in_object && closing == ']') return "close the object with }, not with ]";
  if (!in_object && closing == '}') return "close the list with ], not with }";
  return "";
}

}  // namespace

std::string_view find_json_fault(std::string_view text, std::size_t at) {
  at = std::min(at, text.size());
  const std::string_view rest = text.substr(at);
  const auto word = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_word) - rest.begin());
  if (begins_comment(rest.substr(word))) return kComment;
  const Place place = place_after(text.substr(0, at));
  if (place.open.empty() && place.previous != 0) return kTrailingFault;
  if (rest.empty()) return place.open.empty() ? "" : kNotClosedFault;
  const char c = rest.front();
  if (place.open.empty()) return is_letter(c) ? kBareWord : "";
  if (c == '}' || c == ']') return closing_fault(place, c);
  const bool in_object = place.open.back() == '{';
  const bool begins_item = place.previous == ',' || place.previous == '[' || place.previous == '{';
  const bool begins_value = place.previous == ':' || (begins_item && !in_object);
  if (begins_item && c == ',') return "remove this comma";
  if (place.previous == ':' && c == ',') return kNoValue;
  if (begins_item && in_object && word > 0) return "put the key in double quotes";
  if (begins_value && is_letter(c)) return kBareWord;
  if (begins_item || begins_value) return "";
  if (in_object && !place.after_colon) return c == ':' ? "" : kNoColon;
  return c == '"' || c == '{' || c == '[' || word > 0 ? "a comma is missing" : "";
}

}  // namespace phoney
