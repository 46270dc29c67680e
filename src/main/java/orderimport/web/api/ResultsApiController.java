package orderimport.web.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import orderimport.imports.Import;
import orderimport.order.OrderStatus;
import orderimport.problem.TextRenderer;
import orderimport.problem.TextRenderer.Audience;
import orderimport.report.Reports;
import orderimport.web.ResourceNotFoundException;
import orderimport.web.imports.FileDownload;
import orderimport.web.imports.ResultFileService;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The results of an import: its rows, orders and problems, and its files. */
@RestController
@RequestMapping("/api/v1/imports/{id}")
class ResultsApiController {
  private final ImportResources importResources;
  private final RowResources rowResources;
  private final OrderResources orderResources;
  private final ResultFileService resultFileService;
  private final Reports reports;

  ResultsApiController(
      ImportResources importResources,
      RowResources rowResources,
      OrderResources orderResources,
      ResultFileService resultFileService,
      Reports reports) {
    this.importResources = importResources;
    this.rowResources = rowResources;
    this.orderResources = orderResources;
    this.resultFileService = resultFileService;
    this.reports = reports;
  }

  @GetMapping(path = "/rows", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<RowResource> rows(@PathVariable long id, PageRequest page, Locale locale) {
    return rowResources.rows(importResources.get(id).id(), page, texts(locale));
  }

  /** The texts are those of the result files, which name options rather than buttons. */
  static TextRenderer texts(Locale locale) {
    return new TextRenderer(Audience.TERMINAL, locale);
  }

  @GetMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<OrderResource> orders(
      @PathVariable long id,
      @RequestParam(required = false) @Nullable OrderStatus status,
      PageRequest page) {
    return orderResources.findByImport(importResources.get(id).id(), status, page);
  }

  @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  Page<ProblemResource> problems(@PathVariable long id, PageRequest page, Locale locale) {
    return rowResources.problems(importResources.get(id).id(), page, texts(locale));
  }

  /** A result file. */
  record ResultFile(String name, String media_type, String href) {}

  /** The result files. */
  record ResultFiles(List<ResultFile> items) {}

  @GetMapping(path = "/files", produces = MediaType.APPLICATION_JSON_VALUE)
  ResultFiles files(@PathVariable long id) {
    Import orderImport = importResources.get(id);
    return new ResultFiles(
        resultFileService.findByImport(orderImport, () -> reports.counts(id)).stream()
            .map(
                name ->
                    new ResultFile(
                        name,
                        FileDownload.mediaType(name),
                        "/api/v1/imports/%d/files/%s".formatted(id, name)))
            .toList());
  }

  @GetMapping("/files/{name}")
  ResponseEntity<Resource> file(@PathVariable long id, @PathVariable String name) {
    Path file =
        resultFileService
            .find(importResources.get(id), name)
            .orElseThrow(() -> new ResourceNotFoundException("file"));
    return FileDownload.of(new FileSystemResource(file), "import-" + id + "-" + name);
  }
}
