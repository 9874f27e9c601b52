// FieldReferences: placeholders that look as if they referred to a field of their own template, such as
// {{customer.email}} where customer.email is a field. Names in templates never refer; each draws a value of its own.

#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "engine/work_limit.h"

namespace phoney::templates {

class FieldReferences {
 public:
  // A name in a placeholder, "customer.email" or "id", that stands in the field `own`. `what` tells it apart from other
  // references for the caller. Whether it will be looked for: so many are, and no long ones.
  bool add(std::string_view name, std::string_view own, std::size_t what);

  // The `what` of each name that is the end of another field's path in `source`, without regard to places in lists.
  std::set<std::size_t> find_in(const Value& source, WorkLimit& work) const;

 private:
  struct Reference {
    std::string own;
    std::size_t what;
  };
  class Search;

  std::map<std::string, std::vector<Reference>, std::less<>> references_;  // by name; compared, not hashed
};

}  // namespace phoney::templates
