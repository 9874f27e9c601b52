#include "service/forms.h"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <array>

namespace phoney::service {

Coding accepted_form(const Request& request) {
  static constexpr Coding kForms[] = {Coding::brotli, Coding::gzip};
  return accepted_coding(request.header("accept-encoding"), kForms);
}

void respond_with_form(const Request& request, const Form& form, Response& response) {
  response.add_header("Vary", "Accept-Encoding");
  response.add_header("ETag", form.etag);
  if (names_etag(request.header("if-none-match"), form.etag)) {
    response.status = 304;
    return;
  }
  if (form.coding != Coding::identity) response.add_header("Content-Encoding", coding_name(form.coding));
  if (request.method == "HEAD") {
    response.left_out = form.bytes.size();
  } else {
    response.shared_body = form.bytes;
  }
}

std::string make_etag(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text = "\"";
  for (std::size_t i = 0; i < digest.size() / 2; ++i) text += fmt::format("{:02x}", digest[i]);
  return text + '"';
}

bool names_etag(std::string_view if_none_match, std::string_view etag) {
  constexpr std::string_view kBetween = " \t,";
  while (true) {
    const std::size_t start = if_none_match.find_first_not_of(kBetween);
    if (start == std::string_view::npos) return false;
    if_none_match.remove_prefix(start);
    if (if_none_match.starts_with('*')) return true;
    if (if_none_match.starts_with("W/")) if_none_match.remove_prefix(2);
    // The quotes may contain a comma.
    const std::size_t end = if_none_match.find('"', 1);
    if (!if_none_match.starts_with('"') || end == std::string_view::npos) return false;
    if (if_none_match.substr(0, end + 1) == etag) return true;
    if_none_match.remove_prefix(end + 1);
  }
}

}  // namespace phoney::service
