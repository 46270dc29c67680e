package orderimport.web.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@CommonProblems
@Tag(name = "carriers")
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

  @Operation(
      operationId = "listColumns",
      summary = "Lists the columns of a carrier's sheet",
      description = "The same as the command `columns --json`.")
  @ApiResponse(responseCode = "200", description = "The columns")
  @GetMapping(path = "/columns", produces = MediaType.APPLICATION_JSON_VALUE)
  List<Column> columns(@Parameter(example = "granite") @PathVariable String name) {
    return headingCatalog.columnsOf(
        carriers.find(name).orElseThrow(() -> new ResourceNotFoundException("carrier")).name());
  }

  @Operation(operationId = "downloadTemplate", summary = "Downloads a workbook to fill in")
  @ApiResponse(
      responseCode = "200",
      description = "The workbook",
      content =
          @Content(
              mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
              schema = @Schema(type = "string", format = "binary")))
  @GetMapping("/template")
  ResponseEntity<Resource> template(@Parameter(example = "granite") @PathVariable String name)
      throws IOException {
    return templateFiles.download(name);
  }
}
