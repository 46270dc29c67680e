package orderimport.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import orderimport.carrier.WebAddress;
import orderimport.problem.Phrase;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Writes {@code report.html}, the results as a single HTML file. */
final class HtmlReport {

  private static final int MAX_ORDERS = 2_000;
  private static final int MAX_RESPONSE_LENGTH = 160;
  private static final String TEMPLATE = "orderimport/report/report.html";

  private static final JsonMapper JSON = new JsonMapper();
  private static final TemplateEngine ENGINE = engine();

  private final ResultReader resultReader;
  private final TextRenderer texts;
  private final List<Line> orders = new ArrayList<>();

  HtmlReport(ResultReader resultReader) {
    this.resultReader = resultReader;
    this.texts = resultReader.texts();
  }

  private static TemplateEngine engine() {
    ClassLoaderTemplateResolver resolver =
        new ClassLoaderTemplateResolver(HtmlReport.class.getClassLoader());
    TemplateEngine engine = new TemplateEngine();
    engine.setTemplateResolver(resolver);
    return engine;
  }

  /** Adds an order, up to {@link #MAX_ORDERS}. */
  void add(ResultOrder order) {
    if (orders.size() < MAX_ORDERS) {
      orders.add(
          new Line(
              order.carrier(),
              order.orderRef(),
              order.status().name(),
              texts.render(order.status().text()),
              order.carrierOrderId(),
              WebAddress.orNull(order.link()),
              RowLocation.text(order.rows(), resultReader.sheets().size() > 1),
              order.responseText(MAX_RESPONSE_LENGTH)));
    }
  }

  void write(Path file) throws IOException, SQLException {
    // The template engine cannot access the private types of this package, so it gets maps.
    Map<String, Object> model = JSON.convertValue(model(), new TypeReference<>() {});
    try (Writer out = Files.newBufferedWriter(file)) {
      ENGINE.process(TEMPLATE, new Context(texts.locale(), model), out);
    }
  }

  private Map<String, Object> model() throws SQLException {
    ImportHeader header = resultReader.header();
    ImportCounts importCounts = resultReader.counts();
    NextSteps nextSteps = NextSteps.of(header, importCounts);
    List<StatusBar> bars = StatusBar.of(importCounts.orders(), texts);
    Map<String, String> carriers = new TreeMap<>();
    importCounts
        .byCarrier()
        .forEach(
            (carrier, counts) ->
                carriers.put(carrier, texts.renderOrEmpty(ImportCounts.describe(counts))));
    Map<String, Object> model = new HashMap<>();
    model.put("id", header.id());
    model.put("file", header.fileName());
    model.put("sha256", header.sha256());
    model.put("format", header.formatText(texts));
    model.put("state", header.stateText(texts));
    model.put("started", header.startedText(texts));
    model.put("finished", header.finishedText(texts));
    model.put("verdict", texts.render(nextSteps.verdict()));
    model.put("next", nextSteps.next().stream().map(texts::render).toList());
    model.put("bars", bars);
    model.put("barsHeight", StatusBar.height(bars));
    model.put("ordersBalance", texts.render(importCounts.ordersBalance()));
    model.put("rowBars", StatusBar.of(importCounts.rows(), texts));
    model.put("rowsBalance", texts.render(importCounts.rowsBalance()));
    model.put("carriers", carriers);
    model.put("problems", resultReader.problemGroups().stream().map(this::kind).toList());
    model.put("orders", orders);
    model.put(
        "ordersLeftOut",
        importCounts.total() > orders.size()
            ? texts.render(
                ReportText.HTML_LEFT_OUT.text(orders.size(), importCounts.total() - orders.size()))
            : "");
    model.put("language", texts.locale().getLanguage());
    model.put("labels", labels(header));
    return model;
  }

  private Kind kind(ProblemGroup group) {
    String heading = group.heading();
    Text kind = ResultProblem.word(group.severity());
    kind = heading == null ? kind : ReportText.HTML_IN.text(kind, heading);
    kind = group.count() == 1 ? kind : ReportText.HTML_TIMES.text(kind, group.count());
    Text places = group.places().stream().reduce(Phrase.COMMA::text).orElseThrow();
    long more = group.count() - group.places().size();
    return new Kind(
        group.severity().name().toLowerCase(Locale.ROOT),
        texts.render(kind),
        texts.render(group.what()),
        texts.render(group.hint()),
        texts.render(more > 0 ? ReportText.HTML_MORE.text(places, more) : places));
  }

  private String text(ReportText key) {
    return texts.render(key.text());
  }

  /** The fixed texts of the template, by the name of the key. */
  private Map<String, String> labels(ImportHeader header) {
    Map<String, String> labels = new HashMap<>();
    Stream.of(ReportText.values())
        .filter(ReportText::isLabel)
        .forEach(label -> labels.put(label.name(), text(label)));
    labels.put(
        "import",
        texts.render(ReportText.HTML_IMPORT.text(header.id(), header.startedText(texts))));
    return labels;
  }

  /** A group of problems in the list of the template. */
  private record Kind(String severity, String kind, String what, String hint, String places) {}

  /** An order in the list of the template. */
  private record Line(
      String carrier,
      String ref,
      String status,
      String word,
      @Nullable String id,
      @Nullable String link,
      String rows,
      String response) {}
}
