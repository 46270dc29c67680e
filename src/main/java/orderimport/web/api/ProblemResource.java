package orderimport.web.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import orderimport.problem.Problem;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.Cell;
import org.jspecify.annotations.Nullable;

/** A problem of a file, named as in {@code problems.csv}. */
@Schema(
    name = "ImportProblem",
    description =
        "What is wrong in a file, with the names of problems.csv; without a sheet it is the file,"
            + " without a row the sheet, without a column the row",
    requiredProperties = {
      "sheet",
      "row",
      "column",
      "heading",
      "value",
      "code",
      "severity",
      "message",
      "hint"
    })
record ProblemResource(
    @Schema(
            types = {"string", "null"},
            example = "Sites")
        @Nullable String sheet,
    @Schema(
            types = {"integer", "null"},
            example = "7")
        @Nullable Integer row,
    @Schema(
            description = "The letter of the column",
            types = {"string", "null"},
            example = "C")
        @Nullable String column,
    @Schema(
            types = {"string", "null"},
            example = "zip")
        @Nullable String heading,
    @Schema(
            types = {"string", "null"},
            example = "50OO")
        @Nullable String value,
    @Schema(description = "A code for programs", example = "format") String code,
    Severity severity,
    @Schema(description = "What is wrong, in the language of Accept-Language") String message,
    @Schema(description = "What to do, in the same language") String hint) {

  /** How severe a problem is. */
  @Schema(name = "Severity")
  enum Severity {
    error,
    warning,
    notice
  }

  /**
   * @param sheet the name of its sheet; null for the file
   */
  static ProblemResource of(Problem problem, @Nullable String sheet, TextRenderer texts) {
    Integer column = problem.place().column();
    return new ProblemResource(
        sheet,
        problem.place().row(),
        column == null ? null : Cell.letters(column),
        problem.heading(),
        problem.value(),
        problem.code(),
        Severity.valueOf(problem.severity().name().toLowerCase(Locale.ROOT)),
        texts.render(problem.message()),
        texts.render(problem.hint()));
  }

  /** A page of problems. */
  @Schema(
      name = "ImportProblems",
      requiredProperties = {"items", "next"})
  record Page(
      List<ProblemResource> items,
      @Schema(
              description = "The cursor of the next page; null on the last one",
              types = {"string", "null"})
          @Nullable String next) {}
}
