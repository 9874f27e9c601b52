// OpenApiDocument: an OpenAPI document in all content codings. Each is made on the first request for it and then kept,
// because the document is large and the same for all clients.

#pragma once

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

 private:
  struct Made {
    std::once_flag once;
    std::string bytes;
    std::string etag;
  };

  const Made& text();
  const Made& coded(Coding coding);

  const Engine& engine_;
  const Settings& settings_;
  const GeneratorPaths paths_;
  Made text_;
  Made gzip_;
  Made brotli_;
};

}  // namespace phoney::service
