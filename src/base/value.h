// Value: a JSON value, with its original spelling. Parameters, templates, requests and imported tables consist of
// these.
//
// Objects keep the order of their keys. Numbers keep their text, because Faker's integers are unbounded, and because a
// parameter of type text takes `007` as written.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace phoney {

class Value {
 public:
  enum class Type : std::uint8_t { null, boolean, integer, number, text, list, object };
  using List = std::vector<Value>;
  using Member = std::pair<std::string, Value>;
  using Object = std::vector<Member>;

  Value() = default;
  static Value null() { return {}; }
  static Value boolean(bool value);
  static Value integer(std::int64_t value);
  // An integer of any size, given as its decimal digits with an optional sign.
  static Value integer_text(std::string digits);
  // A number with a fraction or exponent, and the text that it was written as.
  static Value number(double value, std::string text);
  static Value text(std::string value);
  // Text that was written without quotes, in a placeholder, on a command line or in a query.
  static Value word(std::string value);
  static Value list(List values);
  static Value object(Object members);
  // An object, and the text that it was written as, where a string could have been meant as well: {a:1}.
  static Value object(Object members, std::string text);

  Type type() const { return type_; }
  bool is_null() const { return type_ == Type::null; }
  bool is_text() const { return type_ == Type::text; }
  bool is_word() const { return is_word_; }
  bool is_list() const { return type_ == Type::list; }
  bool is_object() const { return type_ == Type::object; }
  bool is_integer() const { return type_ == Type::integer; }

  bool as_boolean() const { return integer_ != 0; }
  // Whether an integer lies within 64 bits; `as_integer` holds only then.
  bool fits_int64() const { return type_ == Type::integer && fits_; }
  std::int64_t as_integer() const { return integer_; }
  // The value of an integer or number.
  double as_number() const { return number_; }
  // Text of a string value; digits of an integer; the source of a number, and of an object that has one.
  const std::string& as_text() const { return text_; }
  const List& as_list() const { return list_; }
  List& as_list() { return list_; }
  const Object& as_object() const { return object_; }
  Object& as_object() { return object_; }
  // The member called `name`, or nullptr.
  const Value* find(std::string_view name) const;

  // What a person would call this type: "an integer", "a string", "a list".
  std::string_view type_name() const;
  // Compact JSON text, with key order and the numbers' own spelling.
  std::string to_json() const;

 private:
  Type type_ = Type::null;
  bool fits_ = false;
  bool is_word_ = false;
  std::int64_t integer_ = 0;
  double number_ = 0;
  std::string text_;
  List list_;
  Object object_;
};

// How a language spells the same data.
struct ValueSpelling {
  std::string_view null;
  std::string_view no;
  std::string_view yes;
  std::string_view comma;  // between items
  std::string_view colon;  // between a key and its value
  char open;               // a list
  char close;
  bool closes_one_with_comma;  // a list of a single item
  void (*append_text)(std::string& out, std::string_view text);
  void (*append_number)(std::string& out, const Value& number);
};
void append_value(std::string& out, const Value& value, const ValueSpelling& spelling);

// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace phoney
