package orderimport.web.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import orderimport.imports.StagedRow;
import orderimport.imports.StagedRows;
import orderimport.imports.StagedRows.StagedSheet;
import orderimport.job.EditResult;
import orderimport.job.RowEdit;
import orderimport.job.RowEditService;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Edits the cells of an import in place: see ADR 0022. */
@RestController
@RequestMapping(path = "/api/v1/imports/{id}/cells", produces = MediaType.APPLICATION_JSON_VALUE)
class CellsApiController {
  /** The most cells of one request, whose body is in memory. */
  private static final int MOST_CELLS = 2_000;

  private static final int MOST_ROWS = 500;
  private static final String LETTERS = "[A-Z]{1,3}";

  private final ImportResources importResources;
  private final RowResources rowResources;
  private final StagedRows stagedRows;
  private final RowEditService rowEditService;

  CellsApiController(
      ImportResources importResources,
      RowResources rowResources,
      StagedRows stagedRows,
      RowEditService rowEditService) {
    this.importResources = importResources;
    this.rowResources = rowResources;
    this.stagedRows = stagedRows;
    this.rowEditService = rowEditService;
  }

  /** The cells to edit. */
  record CellEdits(@Nullable List<CellEdit> cells) {}

  /** Another value for a cell. */
  record CellEdit(
      @Nullable String sheet,
      @Nullable Integer row,
      @Nullable String column,
      @Nullable String value,
      @Nullable String was) {}

  /** What an edit resulted in. */
  record EditedCells(
      int changes, @JsonProperty("import") ImportResource orderImport, List<RowResource> rows) {}

  @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  EditedCells edit(
      @PathVariable long id, @RequestBody CellEdits request, Authentication user, Locale locale) {
    if (!rowEditService.isEditable(importResources.get(id))) {
      throw new ApiException(ProblemCode.NOT_EDITABLE);
    }
    Map<Integer, StagedSheet> sheets = stagedRows.sheets(id);
    List<RowEdit.Value> edits = edits(request, sheets);
    EditResult result = rowEditService.edit(id, edits, user.getName());
    if (!(result instanceof EditResult.Edited edited)) {
      throw problem(result, edits, sheets);
    }
    List<Long> rows =
        Stream.concat(
                edited.rows().stream(),
                edits.stream().map(edit -> StagedRow.position(edit.sheet(), edit.row())))
            .distinct()
            .sorted()
            .limit(MOST_ROWS)
            .toList();
    return new EditedCells(
        edited.changes(),
        importResources.find(id),
        rowResources.rows(id, rows, ResultsApiController.texts(locale)));
  }

  private static List<RowEdit.Value> edits(CellEdits request, Map<Integer, StagedSheet> sheets) {
    List<CellEdit> cells = request.cells();
    if (cells == null || cells.isEmpty()) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "cells");
    } else if (cells.stream().anyMatch(Objects::isNull)) {
      throw new ApiException(ProblemCode.INVALID_BODY);
    } else if (cells.size() > MOST_CELLS) {
      throw tooLarge();
    }
    return cells.stream().map(cell -> edit(cell, sheets)).toList();
  }

  private static RowEdit.Value edit(CellEdit cell, Map<Integer, StagedSheet> sheets) {
    Integer row = cell.row();
    String column = cell.column();
    if (row == null) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "row");
    } else if (column == null || column.isBlank()) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "column");
    }
    String value = cell.value() == null ? "" : cell.value();
    StagedSheet sheet = sheet(cell.sheet(), sheets);
    if (row < 1) {
      throw new ApiException(ProblemCode.UNKNOWN_ROW, sheet.name(), row.toString());
    }
    return new RowEdit.Value(
        sheet.position(), row, column(sheet, column.strip()), cell.was(), value);
  }

  private static StagedSheet sheet(@Nullable String name, Map<Integer, StagedSheet> sheets) {
    if (name != null) {
      return sheets.values().stream()
          .filter(sheet -> sheet.name().equals(name))
          .findFirst()
          .orElseThrow(() -> new ApiException(ProblemCode.UNKNOWN_SHEET, name));
    }
    List<StagedSheet> withHeadings =
        sheets.values().stream().filter(sheet -> sheet.headingRow() != null).toList();
    if (withHeadings.size() != 1) {
      throw new ApiException(ProblemCode.MISSING_PARAMETER, "sheet");
    }
    return withHeadings.get(0);
  }

  /** Some headings, such as {@code ZIP}, are also letters of a column far to the right. */
  private static int column(StagedSheet sheet, String text) {
    boolean isLetters = text.matches(LETTERS);
    if (isLetters && hasHeading(sheet, Cell.column(text))) {
      return Cell.column(text);
    }
    List<Cell> named =
        sheet.headings().stream().filter(heading -> heading.text().strip().equals(text)).toList();
    if (named.size() == 1) {
      return named.get(0).column();
    } else if (isLetters && named.isEmpty()) {
      return Cell.column(text);
    }
    throw new ApiException(ProblemCode.UNKNOWN_COLUMN, sheet.name(), text);
  }

  private static boolean hasHeading(StagedSheet sheet, int column) {
    return sheet.headings().stream().anyMatch(heading -> heading.column() == column);
  }

  private static ApiException problem(
      EditResult result, List<RowEdit.Value> edits, Map<Integer, StagedSheet> sheets) {
    if (result instanceof EditResult.Stale stale) {
      return ApiException.cellChanged(
          stale.cells().stream()
              .map(
                  cell ->
                      new ApiProblem.CurrentCell(
                          sheet(sheets, cell.sheet()).name(),
                          cell.row(),
                          Cell.letters(cell.column()),
                          cell.value()))
              .toList());
    } else if (result instanceof EditResult.Sent sent) {
      return new ApiException(ProblemCode.ORDER_SENT, sent.orderRef());
    } else if (result instanceof EditResult.Unknown unknown) {
      return unknown(unknown, edits, sheet(sheets, unknown.sheet()));
    } else if (result instanceof EditResult.TooLarge) {
      return tooLarge();
    }
    return new ApiException(ProblemCode.NOT_EDITABLE);
  }

  /** A column without a heading only exists in rows that have a value there. */
  private static ApiException unknown(
      EditResult.Unknown unknown, List<RowEdit.Value> edits, StagedSheet sheet) {
    return edits.stream()
        .filter(edit -> edit.sheet() == unknown.sheet() && edit.row() == unknown.row())
        .map(RowEdit.Value::column)
        .filter(column -> !hasHeading(sheet, column))
        .findFirst()
        .map(
            column ->
                new ApiException(ProblemCode.UNKNOWN_COLUMN, sheet.name(), Cell.letters(column)))
        .orElseGet(
            () ->
                new ApiException(
                    ProblemCode.UNKNOWN_ROW, sheet.name(), String.valueOf(unknown.row())));
  }

  private static StagedSheet sheet(Map<Integer, StagedSheet> sheets, int position) {
    return Objects.requireNonNull(sheets.get(position));
  }

  private static ApiException tooLarge() {
    return new ApiException(ProblemCode.EDIT_TOO_LARGE, MOST_CELLS, RowEditService.LONGEST_VALUE);
  }
}
