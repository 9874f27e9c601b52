#include "calendar/time_zone.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <absl/base/config.h>
#include <absl/time/internal/cctz/include/cctz/civil_time.h>
#include <absl/time/internal/cctz/include/cctz/time_zone.h>
#include <absl/time/internal/cctz/include/cctz/zone_info_source.h>

// Made by tools/pack_time_zones: a count, then an Entry for each name, sorted.
extern "C" const std::uint32_t phoney_time_zones[];

namespace phoney::calendar {
namespace {

namespace cctz = absl::time_internal::cctz;

struct Entry {
  std::uint32_t name;
  std::uint32_t name_size;
  std::uint32_t data;
  std::uint32_t data_size;
};

std::string_view packed_bytes(std::uint32_t offset, std::uint32_t size) {
  return {reinterpret_cast<const char*>(phoney_time_zones) + offset, size};
}

std::span<const Entry> entries() {
  return {reinterpret_cast<const Entry*>(phoney_time_zones + 1), phoney_time_zones[0]};
}

std::string_view name_of(const Entry& entry) { return packed_bytes(entry.name, entry.name_size); }

const Entry* find_entry(std::string_view name) {
  const auto found = std::ranges::lower_bound(entries(), name, {}, name_of);
  return found != entries().end() && name_of(*found) == name ? &*found : nullptr;
}

// TZif data in memory, as cctz reads it.
class PackedZone final : public cctz::ZoneInfoSource {
 public:
  explicit PackedZone(std::string_view data) : data_(data) {}

  std::size_t Read(void* target, std::size_t size) override {
    size = std::min(size, data_.size());
    std::memcpy(target, data_.data(), size);
    data_.remove_prefix(size);
    return size;
  }
  int Skip(std::size_t size) override {
    data_.remove_prefix(std::min(size, data_.size()));
    return 0;
  }

 private:
  std::string_view data_;
};

class IanaZone final : public TimeZone {
 public:
  IanaZone(std::string_view name, cctz::time_zone zone) : name_(name), zone_(zone) {}

  std::string_view name() const override { return name_; }

  DateTime at(std::int64_t microseconds) const override {
    const auto found = zone_.lookup(moment(floor_divide(microseconds, kSecond)));
    return {microseconds + found.offset * kSecond, found.offset, true};
  }

  std::int64_t to_utc(std::int64_t wall_seconds, bool fold) const override {
    const auto found = zone_.lookup(cctz::civil_second() + wall_seconds);
    return (fold ? found.post : found.pre).time_since_epoch().count();
  }

  bool folded(std::int64_t seconds) const override {
    const auto found = zone_.lookup(zone_.lookup(moment(seconds)).cs);
    return found.kind == cctz::time_zone::civil_lookup::REPEATED && found.post == moment(seconds);
  }

 private:
  static cctz::time_point<cctz::seconds> moment(std::int64_t seconds) {
    return cctz::time_point<cctz::seconds>(cctz::seconds(seconds));
  }

  std::string_view name_;
  cctz::time_zone zone_;
};

std::unique_ptr<cctz::ZoneInfoSource> packed_zone(const std::string& name) {
  const Entry* entry = find_entry(name);
  if (entry == nullptr) return nullptr;
  return std::make_unique<PackedZone>(packed_bytes(entry->data, entry->data_size));
}

}  // namespace

const TimeZone* find_time_zone(std::string_view name) {
  static std::mutex mutex;
  static auto& zones = *new std::map<std::string_view, std::unique_ptr<TimeZone>>;  // used up to the program's end
  const Entry* entry = find_entry(name);
  if (entry == nullptr) return nullptr;
  const std::scoped_lock lock(mutex);
  std::unique_ptr<TimeZone>& zone = zones[name_of(*entry)];
  if (!zone) {
    cctz::time_zone rules;
    if (!cctz::load_time_zone(std::string(name), &rules)) return nullptr;
    zone = std::make_unique<IanaZone>(name_of(*entry), rules);
  }
  return zone.get();
}

bool is_time_zone(std::string_view name) { return find_entry(name) != nullptr; }

std::span<const std::string_view> time_zone_names() {
  static const auto& names = *new std::vector<std::string_view>([] {
    std::vector<std::string_view> all;
    for (const Entry& entry : entries()) all.push_back(name_of(entry));
    return all;
  }());
  return names;
}

}  // namespace phoney::calendar

// cctz's hook: this definition replaces the library's weak one, so that no zone comes from the host's files.
namespace absl {
ABSL_NAMESPACE_BEGIN
namespace time_internal::cctz_extension {

ZoneInfoSourceFactory zone_info_source_factory =
    [](const std::string& name, const std::function<std::unique_ptr<cctz::ZoneInfoSource>(const std::string&)>&) {
      return phoney::calendar::packed_zone(name);
    };

}  // namespace time_internal::cctz_extension
ABSL_NAMESPACE_END
}  // namespace absl
