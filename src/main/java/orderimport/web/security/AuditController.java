package orderimport.web.security;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.AuditLog.Entry;
import orderimport.imports.AuditLog.Filter;
import orderimport.spreadsheet.write.CsvWriter;
import orderimport.web.ReaderZone;
import orderimport.web.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which administrators read the audit log. */
@Controller
class AuditController {
  private static final int BATCH = 1_000;
  private static final String[] COLUMNS = {
    "id", "time", "person", "action", "import_id", "file", "detail", "comment"
  };

  private final AuditLog auditLog;
  private final ReaderZone readerZone;

  AuditController(AuditLog auditLog, ReaderZone readerZone) {
    this.auditLog = auditLog;
    this.readerZone = readerZone;
  }

  @GetMapping("/audit")
  String list(
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      @RequestParam(defaultValue = "") String before,
      Model model) {
    Filter filter = filter(person, action, from, until);
    long first = before.matches("[0-9]{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
    List<Entry> found = auditLog.find(filter, first, Slice.SIZE + 1);
    List<Entry> shown = found.stream().limit(Slice.SIZE).toList();
    model.addAttribute("entries", shown);
    model.addAttribute("next", found.size() > Slice.SIZE ? shown.get(shown.size() - 1).id() : null);
    model.addAttribute("first", first == Long.MAX_VALUE);
    model.addAttribute("people", auditLog.actors());
    model.addAttribute("actions", Action.values());
    model.addAttribute("person", person);
    model.addAttribute("action", filter.action() == null ? "" : filter.action().name());
    model.addAttribute("from", filter.from() == null ? "" : from);
    model.addAttribute("until", filter.until() == null ? "" : until);
    return "audit";
  }

  /** The matching events as text for spreadsheet programs and scripts; names are English. */
  @GetMapping("/audit.csv")
  void download(
      @RequestParam(defaultValue = "") String person,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String until,
      HttpServletResponse response)
      throws IOException {
    Filter filter = filter(person, action, from, until);
    List<Entry> batch = auditLog.find(filter, Long.MAX_VALUE, BATCH);
    response.setContentType("text/csv;charset=utf-8");
    response.setHeader(
        HttpHeaders.CONTENT_DISPOSITION,
        ContentDisposition.attachment().filename("audit.csv").build().toString());
    try (CsvWriter csv =
        CsvWriter.to(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8))) {
      csv.line(COLUMNS);
      while (!batch.isEmpty()) {
        batch.forEach(entry -> csv.line(line(entry)));
        batch = auditLog.find(filter, batch.get(batch.size() - 1).id(), BATCH);
      }
    }
  }

  private static @Nullable String[] line(Entry entry) {
    return new @Nullable String[] {
      String.valueOf(entry.id()),
      entry.event().occurredAt().toString(),
      entry.event().actor(),
      entry.event().action().name(),
      entry.importId() == null ? null : String.valueOf(entry.importId()),
      entry.fileName(),
      // Of a pause it is a number that only the program knows.
      entry.event().action() == Action.PAUSED ? null : entry.event().detail(),
      entry.event().comment()
    };
  }

  private Filter filter(String person, String action, String from, String until) {
    return new Filter(
        person.isBlank() ? null : person,
        Arrays.stream(Action.values())
            .filter(each -> each.name().equals(action))
            .findFirst()
            .orElse(null),
        readerZone.startOf(from, 0),
        readerZone.startOf(until, 1));
  }
}
