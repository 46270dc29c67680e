package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@CommonProblems
@Tag(name = "imports")
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

  @Operation(
      operationId = "listRows",
      summary = "Lists the rows of an import",
      description = "In the order of the file, each with its outcome, its problems and its cells.")
  @ApiResponse(responseCode = "200", description = "A page of rows")
  @GetMapping(path = "/rows", produces = MediaType.APPLICATION_JSON_VALUE)
  RowResource.Page rows(
      @PathVariable long id, PageRequest page, @Parameter(hidden = true) Locale locale) {
    return rowResources.rows(importResources.get(id).id(), page, texts(locale));
  }

  /** The texts are those of the result files, which name options rather than buttons. */
  static TextRenderer texts(Locale locale) {
    return new TextRenderer(Audience.TERMINAL, locale);
  }

  @Operation(
      operationId = "listOrdersOfImport",
      summary = "Lists the orders of an import",
      description = "In the order of the file.")
  @ApiResponse(responseCode = "200", description = "A page of orders")
  @GetMapping(path = "/orders", produces = MediaType.APPLICATION_JSON_VALUE)
  OrderResource.Page orders(
      @PathVariable long id,
      @Parameter(description = "Only orders with this status") @RequestParam(required = false)
          @Nullable OrderStatus status,
      PageRequest page) {
    return orderResources.findByImport(importResources.get(id).id(), status, page);
  }

  @Operation(
      operationId = "listProblems",
      summary = "Lists the problems of an import",
      description = "Those of the file, then those of each sheet and its rows.")
  @ApiResponse(responseCode = "200", description = "A page of problems")
  @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
  ProblemResource.Page problems(
      @PathVariable long id, PageRequest page, @Parameter(hidden = true) Locale locale) {
    return rowResources.problems(importResources.get(id).id(), page, texts(locale));
  }

  /** A result file. */
  @Schema(
      name = "ResultFile",
      requiredProperties = {"name", "media_type", "href"})
  record ResultFile(
      @Schema(example = "result.xlsx") String name,
      @Schema(example = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
          String media_type,
      @Schema(description = "Where to download it", example = "/api/v1/imports/7/files/result.xlsx")
          String href) {}

  /** The result files. */
  @Schema(
      name = "ResultFiles",
      requiredProperties = {"items"})
  record ResultFiles(List<ResultFile> items) {}

  @Operation(operationId = "listFiles", summary = "Lists the result files of an import")
  @ApiResponse(responseCode = "200", description = "The files that exist now")
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

  @Operation(operationId = "downloadFile", summary = "Downloads a result file of an import")
  @ApiResponse(
      responseCode = "200",
      description = "The file",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  @GetMapping("/files/{name}")
  ResponseEntity<Resource> file(
      @PathVariable long id, @Parameter(example = "result.xlsx") @PathVariable String name) {
    Path file =
        resultFileService
            .find(importResources.get(id), name)
            .orElseThrow(() -> new ResourceNotFoundException("file"));
    return FileDownload.of(new FileSystemResource(file), "import-" + id + "-" + name);
  }
}
