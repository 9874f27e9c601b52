// Forms: responses that are made in advance, one for each content coding (RFC 9110, section 8.4). Each has a strong
// ETag, so that a client that already has it gets 304 (RFC 9110, section 13.1.2).

#pragma once

#include <string>
#include <string_view>

#include "service/compression.h"
#include "service/message.h"

namespace phoney::service {

struct Form {
  Coding coding = Coding::identity;
  std::string_view bytes;  // must outlive the responses
  std::string_view etag;   // with its quotes
};

// The form to respond with: brotli, gzip or identity. There is none for zstd: clients that accept it accept Brotli too.
Coding accepted_form(const Request& request);

// Responds with the form: with 304 if the client already has it, and to HEAD without its bytes.
void respond_with_form(const Request& request, const Form& form, Response& response);

// A strong ETag for bytes that are not known before phoney runs: the first half of their SHA-256, in quotes.
std::string make_etag(std::string_view bytes);

// Whether an If-None-Match header names the ETag, or `*`. As RFC 9110, 8.8.3.2, requires, W/ makes no difference.
bool names_etag(std::string_view if_none_match, std::string_view etag);

}  // namespace phoney::service
