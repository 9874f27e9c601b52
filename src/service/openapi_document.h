// OpenApiDocument: an OpenAPI document in all content codings. Each is made on the first request for it and then kept,
// because the document is large and the same for all clients.

#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "engine/engine.h"
#include "service/forms.h"
#include "service/openapi.h"

namespace phoney::service {

class OpenApiDocument {
 public:
  // `engine` and `settings` must outlive it.
  OpenApiDocument(const Engine& engine, const Settings& settings, GeneratorPaths paths)
      : engine_(engine), settings_(settings), paths_(paths) {}

  // Identity, gzip or brotli. Called from several threads at once.
  Form form(Coding coding);
  // Whether that form need not be made first, which takes some 100 ms.
  bool is_made(Coding coding) const { return (coding == Coding::identity ? text_ : made_of(coding)).is_ready; }

 private:
  struct Made {
    std::once_flag once;
    std::atomic<bool> is_ready = false;
    std::string bytes;
    std::string etag;
  };

  const Made& text();
  const Made& coded(Coding coding);
  const Made& made_of(Coding coding) const { return coding == Coding::gzip ? gzip_ : brotli_; }

  const Engine& engine_;
  const Settings& settings_;
  const GeneratorPaths paths_;
  Made text_;
  Made gzip_;
  Made brotli_;
};

}  // namespace phoney::service
