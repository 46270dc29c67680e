package orderimport.web.api;

import java.io.IOException;
import java.util.List;
import orderimport.carrier.Carriers;
import orderimport.heading.Column;
import orderimport.heading.HeadingCatalog;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.TemplateFiles;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a sheet for a carrier can have. */
@RestController
@RequestMapping("/api/v1/carriers/{name}")
class CarriersApiController {
  private final Carriers carriers;
  private final HeadingCatalog headingCatalog;
  private final TemplateFiles templateFiles;

  CarriersApiController(
      Carriers carriers, HeadingCatalog headingCatalog, TemplateFiles templateFiles) {
    this.carriers = carriers;
    this.headingCatalog = headingCatalog;
    this.templateFiles = templateFiles;
  }

  @GetMapping(path = "/columns", produces = MediaType.APPLICATION_JSON_VALUE)
  List<Column> columns(@PathVariable String name) {
    return headingCatalog.columnsOf(
        carriers.find(name).orElseThrow(() -> new ResourceNotFoundException("carrier")).name());
  }

  @GetMapping("/template")
  ResponseEntity<Resource> template(@PathVariable String name) throws IOException {
    return templateFiles.download(name);
  }
}
