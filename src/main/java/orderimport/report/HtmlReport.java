package orderimport.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import orderimport.carrier.WebAddress;
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
  private final List<Line> orders = new ArrayList<>();

  HtmlReport(ResultReader resultReader) {
    this.resultReader = resultReader;
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
              order.status().word(),
              order.carrierOrderId(),
              WebAddress.orNull(order.link()),
              RowLocation.text(order.rows(), resultReader.sheets().size() > 1),
              order.responseText(MAX_RESPONSE_LENGTH)));
    }
  }

  void write(Path file) throws IOException, SQLException {
    // The template engine cannot access the private types of this package, so it gets maps.
    Map<String, Object> model = JSON.convertValue(page(), new TypeReference<>() {});
    try (Writer out = Files.newBufferedWriter(file)) {
      ENGINE.process(TEMPLATE, new Context(Locale.ENGLISH, model), out);
    }
  }

  private Page page() throws SQLException {
    ImportHeader header = resultReader.header();
    ImportCounts importCounts = resultReader.counts();
    NextSteps nextSteps = NextSteps.of(header, importCounts);
    List<StatusBar> bars = StatusBar.of(importCounts.orders());
    Map<String, String> carriers = new TreeMap<>();
    importCounts
        .byCarrier()
        .forEach((carrier, counts) -> carriers.put(carrier, ImportCounts.describe(counts)));
    return new Page(
        header.id(),
        header.fileName(),
        header.sha256(),
        header.format(),
        header.state().toLowerCase(Locale.ROOT),
        header.startedText(),
        header.finishedText(),
        nextSteps.verdict(),
        nextSteps.next(),
        bars,
        StatusBar.height(bars),
        importCounts.ordersBalance(),
        StatusBar.of(importCounts.rows()),
        importCounts.rowsBalance(),
        carriers,
        resultReader.problemGroups(),
        orders,
        importCounts.total() - orders.size());
  }

  /** The model of the template. */
  private record Page(
      long id,
      String file,
      String sha256,
      @Nullable String format,
      String state,
      String started,
      String finished,
      String verdict,
      List<String> next,
      List<StatusBar> bars,
      int barsHeight,
      String ordersBalance,
      List<StatusBar> rowBars,
      String rowsBalance,
      Map<String, String> carriers,
      List<ProblemGroup> problems,
      List<Line> orders,
      long ordersLeftOut) {}

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
