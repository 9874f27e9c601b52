#include "generators/profile/profile.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/list_writer.h"
#include "engine/session.h"
#include "generators/python/pieces.h"

namespace phoney {
namespace {

// What the specs call, in this order; a simple profile needs no more than the first six.
enum Call : std::uint8_t {
  name_female,
  name_male,
  user_name,
  address,
  free_email,
  date_of_birth,
  job,
  company,
  ssn,
  latitude,
  longitude,
  url,
};

// Values as they are drawn, and their names in the order of the object.
class Draft {
 public:
  Draft(Context& context, Output& out) : context_(context), out_(out), pieces_(context, out) {}

  void draw_simple(const std::optional<std::string>& sex);
  void draw_rest();
  // Writes the object, of these names alone if there are any.
  void finish(const TextList& fields);

 private:
  static constexpr std::size_t kMost = 13;
  struct Entry {
    std::string_view name;
    std::size_t piece = 0;
  };

  template <class F>
  void add(std::string_view name, F&& write) {
    entries_[count_++] = {name, pieces_.size()};
    pieces_.add(write);
  }
  void add_call(std::string_view name, Call call) {
    add(name, [&] { context_.call_value(call, out_); });
  }

  Context& context_;
  Output& out_;
  Pieces pieces_;
  std::array<Entry, kMost> entries_;
  std::size_t count_ = 0;
};

// The name is drawn before the user name, and stands after it.
void Draft::draw_simple(const std::optional<std::string>& sex) {
  const bool female = sex ? *sex == "F" : context_.random().below(2) == 0;
  const std::size_t name = pieces_.size();
  pieces_.add([&] { context_.call_value(female ? name_female : name_male, out_); });
  add_call("username", user_name);
  entries_[count_++] = {"name", name};
  add("sex", [&] { out_.append(female ? 'F' : 'M'); });
  add_call("address", address);
  add_call("mail", free_email);
  add_call("birthdate", date_of_birth);
}

void Draft::draw_rest() {
  add_call("job", job);
  add_call("company", company);
  add_call("ssn", ssn);
  add_call("residence", address);
  add("current_location", [&] {
    ListWriter place(out_, Sequence::tuple);
    place.item([&] { context_.call_value(latitude, out_); });
    place.item([&] { context_.call_value(longitude, out_); });
    place.finish();
  });
  constexpr std::array<std::string_view, 8> kGroups = {"A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-"};
  add("blood_group", [&] { out_.append(kGroups[context_.random().below(kGroups.size())]); });
  add("website",
      [&] { write_list(context_, context_.random().range(2, 5) - 1, out_, [&] { context_.call_value(url, out_); }); });
}

void Draft::finish(const TextList& fields) {
  const bool json = pieces_.json();
  pieces_.finish([&] {
    out_.append('{');
    bool first = true;
    for (const Entry& entry : std::span(entries_).first(count_)) {
      if (!fields.empty() && std::ranges::find(fields, entry.name) == fields.end()) continue;
      if (!first) out_.append(json ? "," : ", ");
      first = false;
      out_.append(json ? '"' : '\'');
      out_.append(entry.name);
      out_.append(json ? "\":" : "': ");
      pieces_.append(entry.piece);
    }
    out_.append('}');
  });
}

struct SimpleProfileArgs {
  std::optional<std::string> sex = {};
};
void simple_profile(Context& context, const SimpleProfileArgs& args, Output& out) {
  Draft draft(context, out);
  draft.draw_simple(args.sex);
  draft.finish({});
}

struct ProfileArgs {
  std::optional<TextList> fields = {};
  std::optional<std::string> sex = {};
};
void profile(Context& context, const ProfileArgs& args, Output& out) {
  static const TextList kAll;
  Draft draft(context, out);
  draft.draw_rest();
  draft.draw_simple(args.sex);
  draft.finish(args.fields ? *args.fields : kAll);
}

constexpr std::string_view kSex = "F or M; random if null.";

constexpr std::string_view kSexes[] = {"F", "M"};

constexpr GeneratorSpec generators[] = {
    generator<simple_profile>("simple_profile", "A person's name, sex, address, e-mail address and date of birth.")
        .param<&SimpleProfileArgs::sex>("sex", kSex, kSexes)
        .calls({"name_female", "name_male", "user_name", "address", "free_email", "date_of_birth"})
        .returns(ResultType::object),
    generator<profile>("profile",
                       "A person's data, with job, company, identification number, blood group, location and websites.")
        .param<&ProfileArgs::fields>("fields", "Names of the fields to return; all if null.")
        .param<&ProfileArgs::sex>("sex", kSex, kSexes)
        .calls({"name_female", "name_male", "user_name", "address", "free_email", "date_of_birth", "job", "company",
                "ssn", "latitude", "longitude", "url"})
        .returns(ResultType::object),
};

}  // namespace

std::span<const ClassGenerators> profile_generators() {
  static const std::array<ClassGenerators, 1> classes = {{{"profile", "default", generators}}};
  return classes;
}

}  // namespace phoney
