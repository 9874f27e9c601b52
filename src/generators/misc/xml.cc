// xml: the value of pydict as XML, written like the Python package xmltodict does, below a root with a random name.

#include <algorithm>
#include <functional>

#include "engine/session.h"
#include "generators/misc/misc.h"
#include "generators/python/containers.h"
#include "generators/python/pieces.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace phoney {
namespace {

std::string_view entity(char c) { return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : ""; }

// From the end to the start, so that each byte moves once.
void escape_xml(Output& out, std::size_t start) {
  std::size_t growth = 0;
  for (const char c : out.view_from(start)) growth += std::max<std::size_t>(entity(c).size(), 1) - 1;
  if (growth == 0) return;
  std::size_t source = out.size();
  out.reserve(growth);
  out.commit(growth);
  char* target = out.data() + out.size();
  while (source > start) {
    const char c = out.data()[--source];
    const std::string_view name = entity(c);
    if (name.empty()) {
      *--target = c;
    } else {
      name.copy(target -= name.size(), name.size());
    }
  }
}

// What xmltodict lets pass as an element's name.
bool is_name(std::string_view name) {
  if (name.empty() || name[0] == '?' || name[0] == '!' || name.find_first_of("<>/\"'=") != std::string_view::npos) {
    return false;
  }
  for (const text::CodePoint c : text::CodePoints(name)) {
    if (text::is_space(c.value)) return false;
  }
  return true;
}

// Generators of bytes, which xmltodict decodes.
constexpr std::string_view kBytes[] = {"binary", "json_bytes", "tar", "zip"};

class XmlWriter {
 public:
  XmlWriter(Context& context, Output& out) : context_(context), out_(out), pieces_(context, out) {}

  Pieces& pieces() { return pieces_; }

  void name(std::string_view word) {
    if (!is_name(word)) context_.fail(ErrorCode::generation_failed, "a word of this locale is not a valid name in XML");
    pieces_.add([&] {
      out_.append(word);
      out_.set_kind(Kind::encoded);
    });
  }
  void value(const RandomType& type) {
    pieces_.add([&] {
      const std::size_t start = out_.size();
      const Notation notation = out_.notation();
      out_.set_notation(Notation::python);
      const std::string_view name = type.append(out_);
      out_.set_notation(notation);
      if (out_.kind() == Kind::literal) spell_literal(start);
      if (out_.kind() == Kind::encoded || std::ranges::find(kBytes, name) != std::end(kBytes)) {
        return context_.fail(ErrorCode::not_implemented,
                             "`value_types` must not contain lists, objects or bytes in XML");
      }
      escape_xml(out_, start);
      out_.set_kind(Kind::encoded);
    });
  }
  void append_element(std::size_t name, std::size_t value) {
    append_tag("<", name);
    pieces_.append(value);
    append_tag("</", name);
  }
  void append_tag(std::string_view opening, std::size_t name) {
    out_.append(opening);
    pieces_.append(name);
    out_.append('>');
  }

 private:
  // None is an empty element.
  void spell_literal(std::size_t start) {
    const char first = out_.data()[start];
    out_.truncate(start);
    if (first != 'N') out_.append(first == 'T' ? "true" : "false");
  }

  Context& context_;
  Output& out_;
  Pieces pieces_;
};

void write_xml(Context& context, const ContainerArgs& args, Output& out) {
  const Table words = context.table(0);
  const RandomType type(context, args.types);
  XmlWriter writer(context, out);
  const std::int64_t size =
      draw_keys(context.random(), args, words.size(), [&](std::size_t i) { writer.name(words.text(i)); });
  if (size < 0) return context.fail(ErrorCode::generation_failed, "`nb_elements` must be at least 0");
  for (std::int64_t i = 0; i < size && context.may_go_on(out); ++i) writer.value(type);
  writer.name(words.pick_text(context.random()));
  const auto count = static_cast<std::size_t>(size);
  writer.pieces().finish([&] {
    out.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    writer.append_tag("<", 2 * count);
    for_each_entry(
        context, out, writer.pieces(), count, std::identity(), [=](std::size_t i) { return count + i; },
        [&](std::size_t name, std::size_t value) { writer.append_element(name, value); });
    writer.append_tag("</", 2 * count);
  });
}
void xml(Context& context, const ContainerArgs& args, Output& out) {
  write_xml(context, args, out);
  out.set_kind(Kind::text);
}

constexpr GeneratorSpec generators[] = {
    container_generator<xml>("xml", "An XML document with values of several types.").tables({"lorem/locale:word_list"}),
};

}  // namespace

std::span<const GeneratorSpec> xml_generators() { return generators; }

}  // namespace phoney
