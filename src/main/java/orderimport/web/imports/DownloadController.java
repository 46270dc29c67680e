package orderimport.web.imports;

import java.io.IOException;
import java.nio.file.Path;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingCatalog;
import orderimport.web.ResourceNotFoundException;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Downloads of result files and templates. */
@Controller
class DownloadController {
  private final ImportFinder importFinder;
  private final ResultFileService resultFileService;
  private final HeadingCatalog headingCatalog;
  private final Carriers carriers;
  private final TemplateFiles templateFiles;

  DownloadController(
      ImportFinder importFinder,
      ResultFileService resultFileService,
      HeadingCatalog headingCatalog,
      Carriers carriers,
      TemplateFiles templateFiles) {
    this.importFinder = importFinder;
    this.resultFileService = resultFileService;
    this.headingCatalog = headingCatalog;
    this.carriers = carriers;
    this.templateFiles = templateFiles;
  }

  @GetMapping("/imports/{id}/files/{name}")
  ResponseEntity<Resource> result(@PathVariable long id, @PathVariable String name) {
    Path file =
        resultFileService
            .find(importFinder.get(id), name)
            .orElseThrow(() -> new ResourceNotFoundException("file"));
    return FileDownload.of(new FileSystemResource(file), "import-" + id + "-" + name);
  }

  /** An entry in the list of templates. */
  record TemplateDownload(String carrier, int columns) {}

  @GetMapping("/templates")
  String templates(Model model) {
    model.addAttribute(
        "templates",
        carriers.all().stream()
            .map(
                carrier ->
                    new TemplateDownload(
                        carrier.name(), headingCatalog.columnsOf(carrier.name()).size()))
            .toList());
    return "templates";
  }

  @GetMapping("/templates/{carrier}.xlsx")
  ResponseEntity<Resource> template(@PathVariable String carrier) throws IOException {
    return templateFiles.download(carrier);
  }
}
