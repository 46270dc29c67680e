package orderimport.web.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document, which a test compares with the controllers: see ADR 0021. */
@RestController
class OpenApiController {
  static final String PATH = "/api/openapi.json";

  private static final Resource DOCUMENT =
      new ClassPathResource("orderimport/web/api/openapi.json");

  @GetMapping(PATH)
  ResponseEntity<Resource> document() {
    return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(DOCUMENT);
  }
}
