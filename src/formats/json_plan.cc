#include "formats/json_plan.h"

#include "base/json_text.h"

namespace phoney {
namespace {

std::string quoted(std::string_view text) {
  std::string result;
  append_json_string(result, text);
  return result;
}

std::string escaped(std::string_view text) {
  const std::string result = quoted(text);
  return result.substr(1, result.size() - 2);
}

}  // namespace

JsonPlan::JsonPlan(const Program& program, std::size_t first, std::size_t last) {
  std::size_t text_start = 0;
  bool mixed = false;
  bool comma = false;
  for (std::size_t i = first; i < last; ++i) {
    const Node& node = program.nodes[i];
    const bool closes = node.type == Node::Type::end_object || node.type == Node::Type::end_list;
    if (comma && !closes && !mixed) text_ += ',';
    comma = true;
    switch (node.type) {
      case Node::Type::begin_object:
      case Node::Type::begin_list:
        text_ += node.type == Node::Type::begin_object ? '{' : '[';
        comma = false;
        break;
      case Node::Type::end_object:
        text_ += '}';
        break;
      case Node::Type::end_list:
        text_ += ']';
        break;
      case Node::Type::key:
        text_ += quoted(node.text) + ':';
        comma = false;
        break;
      case Node::Type::literal:
        text_ += node.text;
        break;
      case Node::Type::text:
        text_ += mixed ? escaped(node.text) : quoted(node.text);
        break;
      case Node::Type::begin_mixed:
        text_ += '"';
        mixed = true;
        break;
      case Node::Type::end_mixed:
        text_ += '"';
        mixed = false;
        break;
      case Node::Type::value: {
        const Placeholder& placeholder = program.placeholders[node.placeholder];
        if (placeholder.count != Placeholder::kSingle) {
          finish_step(text_start, mixed ? Type::part : Type::list, &placeholder);
        } else if (placeholder.call.json_text) {
          if (!mixed) text_ += '"';
          finish_step(text_start, Type::text, &placeholder);
          if (!mixed) text_ += '"';
        } else {
          finish_step(text_start, mixed ? Type::part : Type::value, &placeholder);
        }
        break;
      }
    }
  }
  finish_step(text_start, Type::done, nullptr);
  text_.resize(text_.size() + 16);
}

void JsonPlan::finish_step(std::size_t& text_start, Type type, const Placeholder* placeholder) {
  steps_.push_back({static_cast<std::uint32_t>(text_start), static_cast<std::uint32_t>(text_.size() - text_start), type,
                    placeholder});
  text_start = text_.size();
}

bool JsonPlan::render(Generation& generation, Output& out) const {
  for (const Step& step : steps_) {
    out.append_padded(text_.data() + step.text_offset, step.text_size);
    bool good = true;
    switch (step.type) {
      case Type::text:
        good = generation.run_json_text(*step.placeholder, out);
        break;
      case Type::value:
        good = append_value(generation, *step.placeholder, out);
        break;
      case Type::part:
        good = append_part(generation, *step.placeholder, out);
        break;
      case Type::list:
        good = append_list(generation, *step.placeholder, out);
        break;
      case Type::done:
        return true;
    }
    if (!good) return false;
  }
  return true;
}

bool JsonPlan::append_value(Generation& generation, const Placeholder& placeholder, Output& out) {
  const std::size_t start = out.size();
  out.append('"');
  if (!generation.run(placeholder, out)) return false;
  finish_json_value(out, start);
  return true;
}

bool JsonPlan::append_part(Generation& generation, const Placeholder& placeholder, Output& out) {
  const PythonNotation notation(out);
  const std::size_t start = out.size();
  if (placeholder.count == Placeholder::kSingle) {
    if (!generation.run(placeholder, out)) return false;
    escape_json(out, start);
    return true;
  }
  for (std::int64_t i = 0; i < placeholder.count; ++i) {
    if (i > 0) out.append(", ");
    if (!generation.run(placeholder, out)) return false;
  }
  escape_json(out, start);
  return true;
}

bool JsonPlan::append_list(Generation& generation, const Placeholder& placeholder, Output& out) {
  out.append('[');
  for (std::int64_t i = 0; i < placeholder.count; ++i) {
    if (i > 0) out.append(',');
    if (!append_value(generation, placeholder, out)) return false;
  }
  out.append(']');
  return true;
}

}  // namespace phoney
