#include "formats/plain_value.h"

namespace phoney {

namespace {

// Whether the value is spelled as JSON, also as plain text.
bool is_json(const Program& program, const Node& node) {
  switch (node.type) {
    case Node::Type::text:
    case Node::Type::literal:
    case Node::Type::begin_mixed:
      return false;
    case Node::Type::value:
      return program.placeholders[node.placeholder].count != Placeholder::kSingle;
    default:
      return true;
  }
}

}  // namespace

PlainValue::PlainValue(const Program& program, std::size_t first, std::size_t last)
    : program_(program), first_(first), last_(last) {
  if (is_json(program, program.nodes[first])) json_ = std::make_unique<const JsonPlan>(program, first, last);
}

bool PlainValue::render(Generation& generation, Output& out) const {
  if (json_) return append_json(generation, out);
  const Node& node = program_.nodes[first_];
  switch (node.type) {
    case Node::Type::text:
      out.set_kind(Kind::text);
      out.append(node.text);
      return true;
    case Node::Type::literal:
      out.set_kind(Kind::literal);
      out.append(node.text);
      return true;
    case Node::Type::begin_mixed:
      return append_mixed(generation, out);
    default:
      return generation.run(program_.placeholders[node.placeholder], out);
  }
}

bool PlainValue::append_json(Generation& generation, Output& out) const {
  if (!json_->render(generation, out)) return false;
  out.set_kind(Kind::encoded);
  return true;
}

bool PlainValue::append_mixed(Generation& generation, Output& out) const {
  const PythonNotation notation(out);
  bool good = true;
  for (std::size_t i = first_ + 1; good && i + 1 < last_; ++i) {
    const Node& node = program_.nodes[i];
    if (node.type == Node::Type::text) {
      out.append(node.text);
      continue;
    }
    const Placeholder& placeholder = program_.placeholders[node.placeholder];
    const std::int64_t count = placeholder.count == Placeholder::kSingle ? 1 : placeholder.count;
    for (std::int64_t k = 0; good && k < count; ++k) {
      if (k > 0) out.append(", ");
      good = generation.run(placeholder, out);
    }
  }
  out.set_kind(Kind::text);
  return good;
}

}  // namespace phoney
