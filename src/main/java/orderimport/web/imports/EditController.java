package orderimport.web.imports;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.imports.Import;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.job.EditResult;
import orderimport.job.RowEdit;
import orderimport.job.RowEditService;
import orderimport.spreadsheet.Cell;
import orderimport.web.ResourceNotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Edits the rows of an import: by the grid's script, or by a form for each cell. */
@Controller
class EditController {
  private static final Pattern CHOICE = Pattern.compile("(\\d{1,18}):(\\d{1,3})");
  private static final Pattern ROW = Pattern.compile("(\\d{1,9})-(\\d{1,9})");

  /** The header with the rows that the script shows. */
  private static final String SHOWN = "X-Rows";

  /** The header with the version that the script shows, see {@link #version}. */
  private static final String VERSION = "X-Version";

  private static final int MOST_SHOWN = 400;

  private final ImportFinder importFinder;
  private final RowEditService rowEditService;
  private final Suggestions suggestions;
  private final RowGrids rowGrids;
  private final WorkRequests workRequests;

  EditController(
      ImportFinder importFinder,
      RowEditService rowEditService,
      Suggestions suggestions,
      RowGrids rowGrids,
      WorkRequests workRequests) {
    this.importFinder = importFinder;
    this.rowEditService = rowEditService;
    this.suggestions = suggestions;
    this.rowGrids = rowGrids;
    this.workRequests = workRequests;
  }

  /** A number that grows with each edit by any user. */
  @GetMapping(path = "/imports/{id}/cells", headers = "!" + SHOWN)
  @ResponseBody
  String version(@PathVariable long id) {
    importFinder.get(id);
    return workRequests
        .preview(id)
        .map(PlacementPreview::version)
        .map(String::valueOf)
        .orElseThrow();
  }

  /** The rows that the script shows, as they are now. */
  @GetMapping(path = "/imports/{id}/cells", headers = SHOWN)
  String rows(
      @PathVariable long id, @RequestHeader(SHOWN) String shown, Authentication user, Model model) {
    Import orderImport = importFinder.get(id);
    model.addAttribute("importView", orderImport);
    rowGrids.addRows(id, positions(shown).toList(), model);
    rowGrids.addState(orderImport, user, model);
    return "grid :: answer";
  }

  private static Stream<Long> positions(String shown) {
    return Arrays.stream(shown.split(" "))
        .filter(row -> ROW.matcher(row).matches())
        .limit(MOST_SHOWN)
        .map(EditController::position);
  }

  /**
   * Edits rows.
   *
   * @param fields {@code sheet}, {@code row}, {@code column}, {@code seen} and {@code value} of
   *     each cell; with {@code act=replace} of the one whose value is replaced in the whole column.
   *     Otherwise {@code act} is {@code undo}, {@code redo} or {@code suggestions}; or there is
   *     {@code use}, a suggestion's {@code PROBLEM:NUMBER}; or {@code leave-out} or {@code
   *     take-back}, a row's {@code SHEET-ROW}. {@code act=column} adds a column with a {@code
   *     heading} and fills it in one row, {@code act=column-all} in all rows of its carrier
   * @param shown the rows that the script shows, separated by blanks; null without script
   * @param version of these rows; if no other user has edited since, the answer only has those that
   *     this edit changes
   */
  @PostMapping("/imports/{id}/cells")
  String edit(
      @PathVariable long id,
      @RequestParam MultiValueMap<String, String> fields,
      ProblemFilter filter,
      @RequestHeader(name = SHOWN, required = false) @Nullable String shown,
      @RequestHeader(name = VERSION, defaultValue = "-1") long version,
      Authentication user,
      Model model,
      RedirectAttributes flash,
      HttpServletResponse response) {
    importFinder.get(id);
    EditResult result = apply(id, fields, user.getName());
    Notice notice = notice(result);
    if (shown == null) {
      flash.addFlashAttribute("notice", notice.key());
      flash.addFlashAttribute("noticeValues", notice.values().toArray());
      return "redirect:/imports/%d/problems?%s".formatted(id, filter.query());
    }
    if (!notice.edited()) {
      response.setStatus(HttpStatus.CONFLICT.value());
    }
    model.addAttribute("notice", notice.key());
    model.addAttribute("noticeValues", notice.values().toArray());
    Import orderImport = importFinder.get(id);
    model.addAttribute("importView", orderImport);
    boolean alone = rowGrids.addState(orderImport, user, model).version() == version + 1;
    Set<Long> changed =
        alone && result instanceof EditResult.Edited edited ? edited.rows() : Set.of();
    rowGrids.addRows(
        id,
        positions(shown).filter(row -> changed.isEmpty() || changed.contains(row)).toList(),
        model);
    return "grid :: answer";
  }

  private static long position(String row) {
    MatchResult parts = match(ROW, row);
    return Long.parseLong(parts.group(1)) << 32 | Long.parseLong(parts.group(2));
  }

  private static MatchResult match(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .filter(found -> found.group().equals(text))
        .findFirst()
        .orElseThrow(() -> new ResourceNotFoundException(text));
  }

  private @Nullable EditResult apply(
      long id, MultiValueMap<String, String> fields, String userName) {
    String act = String.valueOf(fields.getFirst("act"));
    String use = fields.getFirst("use");
    String row = fields.getFirst("leave-out");
    String back = fields.getFirst("take-back");
    if (act.equals("undo")) {
      return rowEditService.undo(id, userName);
    } else if (act.equals("redo")) {
      return rowEditService.redo(id, userName);
    } else if (act.equals("suggestions")) {
      return apply(id, suggestions.singles(id), userName);
    } else if (use != null) {
      MatchResult choice = match(CHOICE, use);
      return apply(
          id, Map.of(Long.valueOf(choice.group(1)), Integer.valueOf(choice.group(2))), userName);
    } else if (row != null || back != null) {
      MatchResult parts = match(ROW, row == null ? String.valueOf(back) : row);
      return rowEditService.edit(
          id,
          List.of(
              new RowEdit.LeaveOut(
                  Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), row != null)),
          userName);
    }
    if (act.startsWith("column")) {
      return addColumn(id, fields, act.equals("column-all"), userName);
    }
    List<RowEdit.Value> values = values(fields);
    if (act.equals("replace") && values.size() == 1) {
      RowEdit.Value value = values.get(0);
      return rowEditService.replaceAll(
          id,
          value.sheet(),
          value.column(),
          Objects.requireNonNull(value.seen()),
          value.value(),
          userName);
    }
    return rowEditService.edit(id, values, userName);
  }

  private EditResult addColumn(
      long id, MultiValueMap<String, String> fields, boolean inAllRows, String userName) {
    int sheet = number(fields, "sheet", 0);
    int row = number(fields, "row", 0);
    String heading = text(fields, "column-heading", 0);
    String value = text(fields, "value", 0);
    return inAllRows
        ? rowEditService.addColumn(id, sheet, row, heading, value, userName)
        : rowEditService.edit(
            id, List.of(new RowEdit.NewColumn(sheet, row, heading, value)), userName);
  }

  /** Null if a suggestion does not apply any more. */
  private @Nullable EditResult apply(long id, Map<Long, Integer> choices, String userName) {
    Optional<List<RowEdit>> edits = suggestions.edits(id, choices);
    return edits.isEmpty() ? null : rowEditService.edit(id, edits.get(), userName);
  }

  private static List<RowEdit.Value> values(MultiValueMap<String, String> fields) {
    Map<String, List<String>> lists = new HashMap<>();
    for (String name : List.of("sheet", "row", "column", "seen", "value")) {
      lists.put(name, fields.getOrDefault(name, List.of()));
    }
    int size = lists.values().stream().mapToInt(List::size).min().orElse(0);
    List<RowEdit.Value> values = new ArrayList<>();
    IntStream.range(0, size)
        .forEach(
            i ->
                values.add(
                    new RowEdit.Value(
                        number(lists, "sheet", i),
                        number(lists, "row", i),
                        number(lists, "column", i),
                        text(lists, "seen", i),
                        text(lists, "value", i))));
    return values;
  }

  private static String text(Map<String, List<String>> lists, String name, int index) {
    List<String> values = lists.getOrDefault(name, List.of());
    if (index >= values.size()) {
      throw new ResourceNotFoundException(name);
    }
    return values.get(index);
  }

  private static int number(Map<String, List<String>> lists, String name, int index) {
    String text = text(lists, name, index);
    if (!text.matches("\\d{1,9}")) {
      throw new ResourceNotFoundException(name + " " + text);
    }
    return Integer.parseInt(text);
  }

  /** What the page reports, by key and values. */
  private record Notice(String key, List<Object> values, boolean edited) {
    static Notice of(String key, Object... values) {
      return new Notice("edit." + key, List.of(values), false);
    }
  }

  private static Notice notice(@Nullable EditResult result) {
    if (result == null) {
      return Notice.of("suggestion-gone");
    } else if (result instanceof EditResult.Edited edited) {
      String key = edited.changes() == 0 ? "same" : edited.changes() == 1 ? "done.one" : "done";
      return new Notice("edit." + key, List.of(edited.changes()), true);
    } else if (result instanceof EditResult.Stale stale) {
      EditResult.Current first = stale.cells().get(0);
      return Notice.of("stale", Cell.letters(first.column()) + first.row(), first.value());
    } else if (result instanceof EditResult.Sent sent) {
      return Notice.of("sent", sent.orderRef());
    } else if (result instanceof EditResult.Unknown unknown) {
      return Notice.of("unknown", unknown.row());
    } else if (result instanceof EditResult.TooLarge) {
      return Notice.of("too-large", RowEditService.LONGEST_VALUE, RowEditService.MOST_EDITS);
    }
    return Notice.of(result instanceof EditResult.Nothing ? "nothing" : "not-editable");
  }
}
