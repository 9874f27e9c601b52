#include "templates/quoting.h"

#include <algorithm>

#include "base/trim.h"

namespace phoney::templates {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";
constexpr std::size_t kLongest = 300;  // bytes of a list or object that is spelled out in a message

class Quoter {
 public:
  explicit Quoter(std::string_view text) : text_(text.substr(0, kLongest)) {}

  std::optional<std::string> run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"' || c == '\'') {
        copy_quoted();
      } else if (kSpaces.find(c) != std::string_view::npos) {
        copy();
      } else if (c == '[' || c == '{') {
        open_ += c;
        in_key_ = c == '{';
        copy();
      } else if (c == ']' || c == '}') {
        if (open_.empty() || open_.back() != (c == ']' ? '[' : '{')) return std::nullopt;
        open_.pop_back();
        in_key_ = false;
        copy();
        if (open_.empty()) return std::move(out_);
      } else if (open_.empty()) {
        return std::nullopt;
      } else if (c == ',' || (c == ':' && in_key_)) {
        in_key_ = c == ',' && open_.back() == '{';
        copy();
      } else {
        copy_word();
      }
    }
    return std::nullopt;
  }

 private:
  void copy() { out_ += text_[at_++]; }

  void copy_quoted() {
    const char quote = text_[at_];
    copy();
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) copy();
      copy();
    }
    if (at_ < text_.size()) copy();
  }

  void copy_word() {
    const std::string_view stops = in_key_ ? ":,{}[]" : open_.back() == '[' ? ",]}" : ",}";
    const std::size_t end = std::min(text_.find_first_of(stops, at_), text_.size());
    const std::string_view word = trimmed(text_.substr(at_, end - at_), kSpaces);
    out_ += word.find_first_of(kSpaces) == std::string_view::npos ? std::string(word) : in_single_quotes(word);
    at_ = end;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string open_;  // the brackets that are open
  bool in_key_ = false;
  std::string out_;
};

}  // namespace

std::string in_single_quotes(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '\'';
}

std::optional<std::string> with_quotes(std::string_view text) { return Quoter(text).run(); }

}  // namespace phoney::templates
