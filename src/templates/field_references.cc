#include "templates/field_references.h"

#include <algorithm>

namespace phoney::templates {
namespace {

constexpr std::size_t kMaxNames = 8;          // in a path that is looked for
constexpr std::size_t kMaxReferences = 1000;  // names that are looked for
constexpr std::size_t kMaxFields = 20;        // and fields in which one name stands

std::size_t count_names(std::string_view path) { return static_cast<std::size_t>(std::ranges::count(path, '.')) + 1; }

// "users[2].name" as "users.name".
std::string without_places(std::string_view path) {
  std::string result;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const std::size_t end = path[i] == '[' ? path.find_first_not_of("0123456789", i + 1) : std::string_view::npos;
    if (end != std::string_view::npos && end > i + 1 && path[end] == ']') {
      i = end;
    } else {
      result += path[i];
    }
  }
  return result;
}

}  // namespace

bool FieldReferences::add(std::string_view name, std::string_view own, std::size_t what) {
  auto found = references_.find(name);
  if (found == references_.end()) {
    if (count_names(name) > kMaxNames || references_.size() == kMaxReferences) return false;
    found = references_.try_emplace(std::string(name)).first;
  }
  if (found->second.size() == kMaxFields) return false;
  found->second.push_back({without_places(own), what});
  return true;
}

class FieldReferences::Search {
 public:
  Search(const FieldReferences& references, WorkLimit& work) : references_(references.references_), work_(work) {
    for (const auto& [name, places] : references_) most_names_ = std::max(most_names_, count_names(name));
  }

  std::set<std::size_t> run(const Value& source) {
    if (most_names_ > 0) visit(source);
    return std::move(found_);
  }

 private:
  void visit(const Value& value) {
    if (!work_.allows(0)) return;
    for (const Value& item : value.as_list()) visit(item);
    for (const auto& [key, member] : value.as_object()) {
      const std::size_t size = path_.size();
      if (size > 0) path_ += '.';
      path_ += key;
      look_up();
      visit(member);
      path_.resize(size);
    }
  }

  // Looks for the path, and for its ends behind each point.
  void look_up() {
    std::size_t begin = path_.size();
    for (std::size_t names = 0; names < most_names_ && begin != 0; ++names) {
      const std::size_t point = path_.rfind('.', begin - 1);
      begin = point == std::string::npos ? 0 : point;
      note(std::string_view(path_).substr(point == std::string::npos ? 0 : point + 1));
    }
  }

  void note(std::string_view end) {
    const auto found = references_.find(end);
    if (found == references_.end()) return;
    for (const Reference& reference : found->second) {
      if (reference.own != path_) found_.insert(reference.what);
    }
  }

  const std::map<std::string, std::vector<Reference>, std::less<>>& references_;
  WorkLimit& work_;
  std::size_t most_names_ = 0;
  std::string path_;
  std::set<std::size_t> found_;
};

std::set<std::size_t> FieldReferences::find_in(const Value& source, WorkLimit& work) const {
  return Search(*this, work).run(source);
}

}  // namespace phoney::templates
