#include "generators/misc/definition.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/engine.h"
#include "engine/parse.h"
#include "engine/patterns.h"

namespace phoney {
namespace {

bool is_template(std::string_view definition) {
  const std::string_view line = definition.substr(0, definition.find('\n'));
  const std::size_t opening = line.find("{{");
  return opening != std::string_view::npos && line.find("}}", opening + 2) != std::string_view::npos;
}

void run_generator(Context& context, std::string_view name, const Value* arguments, Output& out) {
  Session& session = context.session();
  const auto generator = session.catalogue().find_generator(name);
  if (!generator) {
    return context.fail(ErrorCode::generation_failed,
                        fmt::format("`data_columns` contains an unknown generator: `{}`", name));
  }
  static const Value::Object kNone;
  const Engine engine(session.registry());
  const auto call = engine.bind(session.locale(), *generator, arguments != nullptr ? arguments->as_object() : kNone);
  if (!call) return session.fail(call.error());
  session.run(call->binding, call->arguments.get(), out, call->steps);
}

}  // namespace

void append_formatted(Context& context, std::string_view format, Output& out) {
  const std::size_t start = out.size();
  append_parsed(context.session(), format, out);
  numerify(context.random(), out, start);
  lexify(context.random(), out, start);
  out.set_kind(Kind::text);
}

void append_defined(Context& context, const Value& definition, const Value* arguments, Output& out) {
  out.set_kind(Kind::text);
  if (!definition.is_text() || (arguments != nullptr && !arguments->is_object())) {
    return context.fail(ErrorCode::generation_failed,
                        "in `data_columns`, a definition must be a string, and its arguments an object");
  }
  const std::string_view text = definition.as_text();
  if (is_template(text)) return append_formatted(context, text, out);
  if (text.starts_with('@')) {
    out.append(text.substr(std::min(text.find_first_not_of('@'), text.size())));
  } else {
    run_generator(context, text, arguments, out);
  }
}

}  // namespace phoney
