#include "service/openapi_document.h"

namespace phoney::service {

Form OpenApiDocument::form(Coding coding) {
  const Made& made = coding == Coding::identity ? text() : coded(coding);
  return {coding, made.bytes, made.etag};
}

const OpenApiDocument::Made& OpenApiDocument::text() {
  std::call_once(text_.once, [this] {
    text_.bytes = write_openapi(engine_, settings_, paths_);
    text_.etag = make_etag(text_.bytes);
    text_.is_ready = true;
  });
  return text_;
}

const OpenApiDocument::Made& OpenApiDocument::coded(Coding coding) {
  Made& made = coding == Coding::gzip ? gzip_ : brotli_;
  std::call_once(made.once, [this, coding, &made] {
    Output out;
    append_coded(out, coding, text().bytes);
    made.bytes = out.view();
    made.etag = make_etag(made.bytes);
    made.is_ready = true;
  });
  return made;
}

}  // namespace phoney::service
