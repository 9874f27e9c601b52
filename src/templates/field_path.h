// FieldPath: where a walk through a template stands, as errors name it: "users[2].name".
//
// It grows and shrinks with the walk, so that going through a list of many elements costs what its elements cost,
// however long the path to it is.

#pragma once

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

namespace phoney::templates {

class FieldPath {
 public:
  const std::string& text() const { return text_; }
  std::size_t size() const { return text_.size(); }

  // While it lives, the path leads to a member of the object, or to an element of the list, that it led to before.
  class Step {
   public:
    ~Step() { path_.text_.resize(size_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    friend class FieldPath;
    Step(FieldPath& path, std::size_t size) : path_(path), size_(size) {}

    FieldPath& path_;
    std::size_t size_;
  };
  [[nodiscard]] Step member(std::string_view key) {
    const std::size_t size = text_.size();
    if (!text_.empty()) text_ += '.';
    text_ += key;
    return {*this, size};
  }
  [[nodiscard]] Step element(std::size_t index) {
    const std::size_t size = text_.size();
    char digits[20];
    const char* const end = std::to_chars(digits, digits + sizeof digits, index).ptr;
    text_ += '[';
    text_.append(digits, static_cast<std::size_t>(end - digits));
    text_ += ']';
    return {*this, size};
  }

 private:
  std::string text_;
};

}  // namespace phoney::templates
