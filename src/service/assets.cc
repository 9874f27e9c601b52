#include "service/assets.h"

#include <algorithm>
#include <cstdint>
#include <memory>

#include "service/inflated_source.h"

// See phoney_embed in cmake/PhoneyAssets.cmake.
extern "C" const char phoney_embedded_assets_blob_begin[];

namespace phoney::service {
namespace {

struct PackedForm {
  std::uint32_t offset;  // in the blob
  std::uint32_t size;
  std::string_view etag;
};

struct PackedAsset {
  std::string_view name;
  std::string_view media_type;
  PackedForm identity;
  PackedForm gzip;
  PackedForm brotli;
};

#include "assets.inc"

Form unpack(const PackedForm& form, Coding coding) {
  return {coding, {phoney_embedded_assets_blob_begin + form.offset, form.size}, form.etag};
}

}  // namespace

std::optional<Asset> find_asset(std::string_view name) {
  const auto* found = std::ranges::find(kPackedAssets, name, &PackedAsset::name);
  if (found == std::end(kPackedAssets)) return std::nullopt;
  return Asset{found->media_type, unpack(found->identity, Coding::identity), unpack(found->gzip, Coding::gzip),
               unpack(found->brotli, Coding::brotli)};
}

void respond_with_asset(const Request& request, const Asset& asset, Response& response) {
  response.content_type = asset.media_type;
  const Coding coding = accepted_form(request);
  if (coding == Coding::gzip) return respond_with_form(request, asset.gzip, response);
  if (coding == Coding::brotli) return respond_with_form(request, asset.brotli, response);
  respond_with_form(request, asset.identity, response);
  const bool has_body = response.status == 200 && request.method != "HEAD";
  if (has_body && asset.identity.bytes.empty()) response.source = std::make_unique<InflatedSource>(asset.gzip.bytes);
}

}  // namespace phoney::service
