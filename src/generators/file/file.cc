// Faker's `file` provider: names, paths, extensions and media types.

#include "generators/file/file.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/session.h"
#include "generators/file/extension_choice.h"

namespace phoney {
namespace {

constexpr std::string_view kMimeCategories[] = {"application", "audio",     "image", "message",
                                                "model",       "multipart", "text",  "video"};
constexpr std::string_view kFileCategories[] = {"audio", "image", "office", "text", "video"};

using Category = std::optional<std::string>;

Result<void> check_category(const Category& category, std::span<const std::string_view> known) {
  if (!category || std::ranges::find(known, *category) != known.end()) return {};
  return make_error(ErrorCode::invalid_argument,
                    fmt::format("`category` must be one of {}, not {}", fmt::join(known, ", "), *category), "category");
}

// The i-th of a generator's tables is a dictionary of lists: one of the category's list, or of any list.
void pick_of_category(Context& context, const Category& category, Output& out) {
  const Table lists = context.table(0);
  const std::size_t chosen = category ? *lists.find(*category) : context.random().below(lists.size());
  lists.child(chosen).pick(context.random(), out);
}

struct MimeTypeArgs {
  Category category;

  // Faker takes an empty category for none here, and nowhere else.
  Result<void> check() const { return category == "" ? Result<void>() : check_category(category, kMimeCategories); }
};

void mime_type(Context& context, const MimeTypeArgs& args, Output& out) {
  pick_of_category(context, args.category == "" ? std::nullopt : args.category, out);
}

struct FileExtensionArgs {
  Category category;

  Result<void> check() const { return check_category(category, kFileCategories); }
};

void file_extension(Context& context, const FileExtensionArgs& args, Output& out) {
  pick_of_category(context, args.category, out);
}

// Appends a word and its extension. The extension is drawn first, so the word goes in before it.
void append_file_name(Context& context, const Category& category, const std::optional<std::string_view>& extension,
                      Output& out) {
  if (extension) {
    context.call(0, out);
    if (extension->empty()) return;
    out.append('.');
    out.append(*extension);
    return;
  }
  const std::size_t start = out.size();
  out.append('.');
  pick_of_category(context, category, out);
  const std::size_t word = out.size();
  context.call(0, out);
  std::rotate(out.data() + start, out.data() + word, out.data() + out.size());
}

struct FileNameArgs {
  Category category;
  std::optional<std::string> extension;

  // Faker reads the category only where no extension is given.
  Result<void> check() const { return extension ? Result<void>() : check_category(category, kFileCategories); }
};

void file_name(Context& context, const FileNameArgs& args, Output& out) {
  append_file_name(context, args.category, args.extension, out);
}

struct FilePathArgs {
  std::int64_t depth = 1;
  Category category;
  ExtensionChoice extension;
  std::optional<bool> absolute = true;
  std::string file_system_rule = "linux";
  std::optional<TextList> allowed_path_traversal_elements;

  static constexpr std::int64_t kMaxDepth = 10'000;

  Result<void> check() const {
    return extension.is_given() ? Result<void>() : check_category(category, kFileCategories);
  }
};

// A folder's name. The word is drawn even if something else is taken in its place.
void append_folder(Context& context, const FilePathArgs& args, Output& out) {
  const std::size_t start = out.size();
  context.call(0, out);
  if (!args.allowed_path_traversal_elements || args.allowed_path_traversal_elements->empty()) return;
  const TextList& others = *args.allowed_path_traversal_elements;
  const std::size_t chosen = context.random().choice_index(others.size() + 1);
  if (chosen == others.size()) return;
  out.truncate(start);
  out.append(others[chosen]);
}

// The file's name is drawn first, then the folders from the innermost outwards. Each part is written backwards where it
// is drawn; turning the whole around at the end puts parts and letters in order.
void file_path(Context& context, const FilePathArgs& args, Output& out) {
  const bool windows = args.file_system_rule == "windows";
  const auto reverse_from = [&out](std::size_t start) { std::reverse(out.data() + start, out.data() + out.size()); };
  const std::optional<std::string_view> extension = args.extension.draw(context.random());
  if (args.absolute.value_or(false)) out.append(windows ? "C:\\" : "/");
  const std::size_t start = out.size();
  append_file_name(context, args.category, extension, out);
  reverse_from(start);
  for (std::int64_t i = 0; i < args.depth && context.may_go_on(out); ++i) {
    const std::size_t part = out.size();
    append_folder(context, args, out);
    out.append(windows ? '\\' : '/');
    reverse_from(part);
  }
  reverse_from(start);
}

struct DeviceArgs {
  std::optional<std::string> prefix;
};

void unix_device(Context& context, const DeviceArgs& args, Output& out) {
  out.append("/dev/");
  out.append(args.prefix ? std::string_view(*args.prefix) : context.table(0).pick_text(context.random()));
  out.append(static_cast<char>('a' + context.random().below(26)));
}

void unix_partition(Context& context, const DeviceArgs& args, Output& out) {
  unix_device(context, args, out);
  out.append(static_cast<char>('0' + context.random().below(10)));
}

constexpr std::string_view kCategoryHelp = "audio, image, office, text or video; random if null.";
constexpr std::string_view kPrefixHelp = "The name after /dev/: sd, vd or xvd; random if null.";

constexpr std::string_view kFileSystemRules[] = {"linux", "windows"};

constexpr GeneratorSpec default_generators[] = {
    generator<mime_type>("mime_type", "A media (MIME) type.")
        .param<&MimeTypeArgs::category>("category", "Main type, for example image; random if null.")
        .tables({"mime_types"}),
    generator<file_extension>("file_extension", "The extension of a file name.")
        .param<&FileExtensionArgs::category>("category", kCategoryHelp)
        .tables({"file_extensions"}),
    generator<file_name>("file_name", "The name of a file.")
        .param<&FileNameArgs::category>("category", kCategoryHelp)
        .param<&FileNameArgs::extension>("extension", "Extension, instead of one of the category.")
        .tables({"file_extensions"})
        .calls({"word"}),
    generator<file_path>("file_path", "The path of a file.")
        .param<&FilePathArgs::depth>("depth", "Number of folders.")
        .at_most(FilePathArgs::kMaxDepth)
        .param<&FilePathArgs::category>("category", kCategoryHelp)
        .param<&FilePathArgs::extension>("extension", "Extension, or a list of extensions to draw from.")
        .param<&FilePathArgs::absolute>("absolute", "Whether the path is absolute.")
        .param<&FilePathArgs::file_system_rule>("file_system_rule", "The operating system whose path syntax to use.",
                                                kFileSystemRules)
        .param<&FilePathArgs::allowed_path_traversal_elements>("allowed_path_traversal_elements",
                                                               "Names to use in place of folders, for example `..`.")
        .tables({"file_extensions"})
        .calls({"word"}),
    generator<unix_device>("unix_device", "The device path of a disk.")
        .param<&DeviceArgs::prefix>("prefix", kPrefixHelp)
        .tables({"unix_device_prefixes"}),
    generator<unix_partition>("unix_partition", "The device path of a disk partition.")
        .param<&DeviceArgs::prefix>("prefix", kPrefixHelp)
        .tables({"unix_device_prefixes"}),
};

constexpr ClassGenerators classes[] = {{"file", "default", default_generators}};

}  // namespace

std::span<const ClassGenerators> file_generators() { return classes; }

}  // namespace phoney
