package orderimport.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.imports.ShownName;
import orderimport.inbox.FileReport.Need;
import orderimport.inbox.LetterPage.CountLine;
import orderimport.inbox.LetterPage.FileLine;
import orderimport.inbox.LetterPage.NeedLine;
import orderimport.inbox.OpenRun.Cause;
import orderimport.message.Letter;
import orderimport.message.MessageSettings;
import orderimport.message.Outbox;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Says what people are told of a run. */
@Component
class RunLetters {
  private static final String TEMPLATE = "orderimport/inbox/letter.html";
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TemplateEngine ENGINE = engine();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH);

  private final MessageSettings settings;
  private final Outbox outbox;
  private final RunBooks books;

  RunLetters(MessageSettings settings, Outbox outbox, RunBooks books) {
    this.settings = settings;
    this.outbox = outbox;
    this.books = books;
  }

  private static TemplateEngine engine() {
    TemplateEngine engine = new TemplateEngine();
    engine.setTemplateResolver(new ClassLoaderTemplateResolver(RunLetters.class.getClassLoader()));
    return engine;
  }

  /** Whether anybody is to be told of it. */
  boolean isWanted(InboxReport report, InboxSettings inbox) {
    if (!outbox.isWanted(inbox.to())) {
      return false;
    } else if (report.trouble() != null) {
      return true;
    } else if (report.run().cause() != Cause.WATCH && settings.notifyWhenEmpty()) {
      return true;
    }
    return !report.isAsBefore(books.stayedBefore(report.run()));
  }

  Letter of(InboxReport report, InboxSettings inbox) {
    LetterPage page = page(report);
    Map<String, Object> model = JSON.convertValue(page, new TypeReference<>() {});
    return new Letter(
        page.subject(),
        page.plain(),
        ENGINE.process(TEMPLATE, new Context(Locale.ENGLISH, model)),
        RunJson.of(report, page),
        attachments(report),
        inbox.to());
  }

  private LetterPage page(InboxReport report) {
    String headline = Headline.of(report);
    return new LetterPage(
        ShownName.of("order-import, %s: %s".formatted(report.run().inbox(), headline)),
        headline.substring(0, 1).toUpperCase(Locale.ENGLISH) + headline.substring(1) + ".",
        about(report),
        needs(report),
        counts(report),
        report.files().stream().map(file -> line(file, report)).toList());
  }

  private static List<String> about(InboxReport report) {
    List<String> about = new ArrayList<>();
    OpenRun run = report.run();
    about.add("The inbox is %s.".formatted(ShownName.path(report.folder())));
    Instant due = run.due();
    if (due != null && run.late()) {
      about.add(
          report.trouble() == null
              ? "It was to be worked through on %s; order-import did not run then, so it was made up for."
                  .formatted(time(due, report))
              : "It was to be worked through on %s.".formatted(time(due, report)));
    }
    if (run.missed() > 0) {
      about.add(
          "%d earlier set %s passed while nothing ran."
              .formatted(run.missed(), run.missed() == 1 ? "time" : "times"));
    }
    about.add(
        "The run began on %s and ended on %s (%s)."
            .formatted(time(run.startedAt(), report), time(report.ended(), report), report.zone()));
    if (run.starts() > 1) {
      about.add(
          "It was interrupted %s and went on; nothing was lost or done twice."
              .formatted(run.starts() == 2 ? "once" : (run.starts() - 1) + " times"));
    }
    return about;
  }

  private static String time(Instant time, InboxReport report) {
    return TIME.format(time.atZone(report.zone()));
  }

  private List<NeedLine> needs(InboxReport report) {
    List<NeedLine> needs = new ArrayList<>();
    for (FileReport file : report.files()) {
      for (Need need : file.needs()) {
        needs.add(new NeedLine(file.name(), need.what(), need.next(), link(file)));
      }
    }
    return needs;
  }

  private static List<CountLine> counts(InboxReport report) {
    return report.orders().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .map(entry -> new CountLine(entry.getKey().name(), entry.getKey().word(), entry.getValue()))
        .toList();
  }

  private FileLine line(FileReport file, InboxReport report) {
    Long number = file.file().importId();
    Instant before = file.before();
    Path results = file.file().results();
    return new FileLine(
        file.name(),
        number == null ? "" : String.valueOf(number),
        link(file),
        file.balance(),
        before == null ? "" : "This content was imported before, on " + time(before, report) + ".",
        results == null ? "It stays in the inbox." : "Results: " + results);
  }

  private String link(FileReport file) {
    Long number = file.file().importId();
    return number == null ? "" : settings.importUrl().replace("{id}", String.valueOf(number));
  }

  /** What is to be mended first, then what all came to. */
  private static List<Letter.Attachment> attachments(InboxReport report) {
    List<Letter.Attachment> attachments = new ArrayList<>();
    for (String result : List.of("fix-and-reimport.xlsx", "result.xlsx")) {
      for (FileReport file : report.files()) {
        Path results = file.file().results();
        if (results != null && results.resolve(result).toFile().isFile()) {
          attachments.add(
              new Letter.Attachment(
                  results.resolve(result).toAbsolutePath(), stem(file.name()) + "-" + result));
        }
      }
    }
    return attachments;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
