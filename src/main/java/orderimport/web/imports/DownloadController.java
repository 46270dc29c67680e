package orderimport.web.imports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.Template;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.TemporaryFiles;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Downloads of result files and templates. */
@Controller
class DownloadController {
  private static final String WORKBOOK =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "xlsx", WORKBOOK,
          "html", "text/html;charset=utf-8",
          "csv", "text/csv;charset=utf-8",
          "json", "application/json",
          "jsonl", "application/jsonl");

  private final Imports imports;
  private final ResultFileService resultFileService;
  private final HeadingCatalog headingCatalog;
  private final Carriers carriers;
  private final TemporaryFiles temporaryFiles;

  DownloadController(
      Imports imports,
      ResultFileService resultFileService,
      HeadingCatalog headingCatalog,
      Carriers carriers,
      TemporaryFiles temporaryFiles) {
    this.imports = imports;
    this.resultFileService = resultFileService;
    this.headingCatalog = headingCatalog;
    this.carriers = carriers;
    this.temporaryFiles = temporaryFiles;
  }

  @GetMapping("/imports/{id}/files/{name}")
  ResponseEntity<Resource> result(@PathVariable long id, @PathVariable String name) {
    Import orderImport =
        imports
            .find(id)
            .filter(found -> found.kind() == Import.Kind.IMPORT)
            .orElseThrow(() -> new ResourceNotFoundException("import " + id));
    Path file =
        resultFileService
            .find(orderImport, name)
            .orElseThrow(() -> new ResourceNotFoundException("file"));
    return download(new FileSystemResource(file), "import-" + id + "-" + name);
  }

  private static ResponseEntity<Resource> download(Resource content, String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return ResponseEntity.ok()
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(name, StandardCharsets.UTF_8)
                .build()
                .toString())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .contentType(MediaType.parseMediaType(String.valueOf(MEDIA_TYPES.get(extension))))
        .body(content);
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
    String name =
        carriers.find(carrier).orElseThrow(() -> new ResourceNotFoundException("carrier")).name();
    Path folder = Files.createTempDirectory(temporaryFiles.folder(), "template");
    Path file = folder.resolve("template.xlsx");
    try {
      new Template(headingCatalog, name).write(file);
      return download(new ByteArrayResource(Files.readAllBytes(file)), "orders-" + name + ".xlsx");
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }
}
