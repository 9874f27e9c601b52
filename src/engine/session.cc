#include "engine/session.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/json_text.h"
#include "engine/opcode.h"
#include "engine/patterns.h"
#include "text/transform.h"

namespace phoney {
namespace {

std::uint64_t wide(const std::uint32_t* words) { return words[0] | std::uint64_t{words[1]} << 32; }

// Apart, so that `run` needs no stack for the error and only goes on to what it runs.
[[gnu::noinline, gnu::cold]] void fail_pending(Session& session) {
  session.fail(make_error(ErrorCode::not_implemented, "this generator is not implemented yet"));
}

}  // namespace

Session::Session(const Registry& registry, LocaleId locale, const Seed& seed, Clock clock)
    : registry_(registry),
      catalogue_(registry.catalogue()),
      locale_(locale),
      random_(seed),
      seed_(seed),
      clock_(clock.now()) {}

void Session::restart(const Seed& seed) {
  random_.seed(seed);
  seed_ = seed;
  global_fresh_ = false;
  failure_.reset();
}

Random& Session::global_random() {
  if (!global_random_) {
    global_random_ = std::make_unique<Random>(seed_);
  } else if (!global_fresh_) {
    global_random_->seed(seed_);
  }
  global_fresh_ = true;
  return *global_random_;
}

void Session::fail(Error error) {
  if (!failure_) failure_ = std::move(error);
}

void Session::run(Binding binding, const void* arguments, Output& out, std::uint64_t steps) {
  if (!may_go_on(out.size(), steps)) return;
  switch (binding.tag()) {
    case blob::BindingTag::program:
      return run_program(catalogue_.code() + binding.index(), out);
    case blob::BindingTag::native:
      return run_native(catalogue_.code() + binding.index(), arguments, out);
    case blob::BindingTag::either: {
      const std::uint32_t* record = catalogue_.code() + binding.index();
      return arguments == nullptr ? run_program(catalogue_.code() + record[-1], out)
                                  : run_native(record, arguments, out);
    }
    default:
      return fail_pending(*this);
  }
}

void Session::append_as_text(Binding binding, Output& out) {
  const PythonNotation text(out);
  run(binding, nullptr, out);
  out.set_kind(Kind::text);
}

void Session::run_native(const std::uint32_t* record, const void* arguments, Output& out) {
  const GeneratorSpec& spec = registry_.native(record[0]);
  Context context(*this, record);
  spec.run(context, arguments, out);
}

void Session::run_program(const std::uint32_t* pc, Output& out) {
  const std::uint32_t* const code = catalogue_.code();
  const char* const strings = catalogue_.strings();
  const blob::Text* const texts = catalogue_.texts();
  const auto append_text = [&](std::size_t i) {
    const char* const text = strings + texts[i].offset();
    out.append_padded(text, blob::text_size(text));
  };
  const auto weighted_index = [this](const std::uint32_t* words) {
    const std::uint64_t draw = random_.draw53();
    const std::uint64_t* const thresholds = catalogue_.thresholds() + words[2];
    std::size_t i = catalogue_.guides()[words[1] + (draw >> guide_shift(words[0]))];
    while (draw >= thresholds[i]) ++i;
    return i;
  };
  for (;;) {
    const std::uint32_t instruction = *pc;
    const std::uint32_t a = instruction >> 8;
    switch (static_cast<Opcode>(instruction & 0xff)) {
      case Opcode::end:
        return;
      case Opcode::literal:
        out.append_padded(strings + pc[1], a);
        pc += 2;
        break;
      case Opcode::pick_text:
        append_text(pc[1] + random_.below(a));
        pc += 2;
        break;
      case Opcode::pick_weighted_text:
        append_text(pc[3] + weighted_index(pc));
        pc += 4;
        break;
      case Opcode::pick_program: {
        const std::uint32_t* program = code + code[pc[1] + random_.below(a)];
        pc = run_or_follow(program, pc + 2, out);
        break;
      }
      case Opcode::pick_weighted_program: {
        const std::uint32_t* program = code + code[pc[3] + weighted_index(pc)];
        pc = run_or_follow(program, pc + 4, out);
        break;
      }
      case Opcode::run:
        pc = run_or_follow(code + a, pc + 1, out);
        break;
      case Opcode::native:
        run_native(code + a, nullptr, out);
        pc += 1;
        break;
      case Opcode::digits:
        random_.digits_padded(out.reserve(a), a);
        out.commit(a);
        pc += 1;
        break;
      case Opcode::pattern:
        pc = run_pattern(pc, out);
        break;
      case Opcode::integer_text: {
        const std::uint64_t low = wide(pc + 1);
        out.append_padded_integer(low + random_.below64(wide(pc + 3) - low + 1), static_cast<int>(a));
        pc += 5;
        break;
      }
      default:
        pc = run_rare(pc, out);
    }
  }
}

// The instructions that are seldom met, apart so that run_program needs few registers and little stack.
const std::uint32_t* Session::run_rare(const std::uint32_t* pc, Output& out) {
  const std::uint32_t* const code = catalogue_.code();
  const std::uint32_t a = *pc >> 8;
  switch (static_cast<Opcode>(*pc & 0xff)) {
    case Opcode::transform:
      return run_transform(pc, out);
    case Opcode::pick_value:
      Table(catalogue_, a).pick(random_, out);
      return pc + 1;
    case Opcode::run_as_text: {
      const PythonNotation text(out);
      run_program(code + a, out);
      out.set_kind(Kind::text);
      return pc + 1;
    }
    case Opcode::native_as_text: {
      const PythonNotation text(out);
      run_native(code + a, nullptr, out);
      out.set_kind(Kind::text);
      return pc + 1;
    }
    case Opcode::insert: {
      const std::size_t middle = out.size();
      run_program(pc + 2, out);
      std::rotate(out.data() + middle - a, out.data() + middle, out.data() + out.size());
      return pc + 2 + pc[1];
    }
    case Opcode::swap: {
      const std::size_t start = out.size();
      run_program(pc + 3, out);
      const std::size_t middle = out.size();
      run_program(pc + 3 + pc[1], out);
      std::rotate(out.data() + start, out.data() + middle, out.data() + out.size());
      return pc + 3 + pc[1] + pc[2];
    }
    case Opcode::integer: {
      const std::uint64_t low = wide(pc + 1);
      out.integer(static_cast<std::int64_t>(low + random_.below64(wide(pc + 3) - low + 1)));
      return pc + 5;
    }
    case Opcode::one_of:
      run_program(code + pc[1 + random_.below(a)], out);
      return pc + 1 + a;
    case Opcode::null:
      out.null();
      return pc + 1;
    default:
      fail(make_error(ErrorCode::generation_failed,
                      "Faker fails here too: one of its formats names a generator that does not exist, `" +
                          std::string(catalogue_.strings() + pc[1], a) + "`"));
      return pc + 2;
  }
}

// Runs a program, or, where nothing comes after it, goes on with it in place of the caller.
inline const std::uint32_t* Session::run_or_follow(const std::uint32_t* program, const std::uint32_t* next,
                                                   Output& out) {
  if (static_cast<Opcode>(*next & 0xff) == Opcode::end) return program;
  run_program(program, out);
  return next;
}

const std::uint32_t* Session::run_pattern(const std::uint32_t* pc, Output& out) {
  const std::uint32_t size = pc[0] >> 8;
  const std::uint32_t places = pc[2] & 0xffffu;
  const std::uint32_t digits = pc[2] >> 16;
  const std::uint32_t* packed = pc + 3;
  out.append_padded(catalogue_.strings() + pc[1], size);
  char* text = out.data() + out.size() - size;
  const auto place = [packed](std::uint32_t i) { return packed[i / 2] >> (i % 2 * 16) & 0xffffu; };
  std::uint32_t i = 0;
  while (i < digits) {  // a run of digits costs a fraction of as many single ones
    constexpr std::uint32_t kRun = 32;
    std::array<char, kRun + Random::kDigitPadding> run;
    const std::uint32_t count = std::min(digits - i, kRun);
    random_.digits_padded(run.data(), count);
    for (std::uint32_t k = 0; k < count; ++k) text[place(i + k) & 0x1fffu] = run[k];
    i += count;
  }
  for (; i < places; ++i) text[place(i) & 0x1fffu] = draw_character(random_, static_cast<Draw>(place(i) >> 13));
  return packed + (places + 1) / 2;
}

const std::uint32_t* Session::run_transform(const std::uint32_t* pc, Output& out) {
  const auto kind = static_cast<Transform>(pc[0] >> 8);
  const std::uint32_t length = pc[1];
  const std::uint32_t operand = pc[2];
  const std::size_t start = out.size();
  run_program(pc + 3, out);
  const auto unidecode_table = [this] { return text::UnidecodeTable{catalogue_.unidecode(), catalogue_.strings()}; };
  switch (kind) {
    case Transform::numerify:
      numerify(random_, out, start);
      break;
    case Transform::bothify:
      numerify(random_, out, start);
      [[fallthrough]];
    case Transform::lexify:
      if (operand == 0) {
        lexify(random_, out, start);
      } else {
        lexify(random_, out, start, Table(catalogue_, operand));
      }
      break;
    case Transform::hexify_lower:
    case Transform::hexify_upper:
      hexify(random_, out, start, kind == Transform::hexify_upper);
      break;
    case Transform::lower:
      text::lower(out, start);
      break;
    case Transform::upper:
      text::upper(out, start);
      break;
    case Transform::title:
      text::title(out, start);
      break;
    case Transform::capitalize:
      text::capitalize(out, start);
      break;
    case Transform::upper_first:
      text::upper_first(out, start);
      break;
    case Transform::strip:
      text::strip(out, start);
      break;
    case Transform::unidecode:
      text::unidecode(out, start, unidecode_table());
      break;
    case Transform::slugify:
      text::slugify(out, start);
      break;
    case Transform::slugify_domain:
      text::slugify(out, start, {.allow_dots = true});
      break;
    case Transform::slugify_unicode:
      text::slugify(out, start, {.allow_unicode = true});
      break;
    case Transform::replace: {
      const Table pairs(catalogue_, operand);
      for (std::uint32_t i = 0; i < pairs.size(); ++i) {
        const Table pair = pairs.child(i);
        replace_all(out, start, pair.text(0), pair.text(1));
      }
      break;
    }
    case Transform::translate: {
      const Table tables(catalogue_, operand);
      translate(out, start, tables.child(0), tables.child(1));
      break;
    }
    case Transform::first_word:
      if (const auto space = out.view_from(start).find(' '); space != std::string_view::npos)
        out.truncate(start + space);
      break;
    case Transform::zfill:
      if (const std::size_t size = out.size() - start; size < operand)
        std::memset(out.insert(start, operand - size), '0', operand - size);
      break;
    case Transform::escape_json:
      escape_json(out, start);
      break;
  }
  return pc + 3 + length;
}

}  // namespace phoney
