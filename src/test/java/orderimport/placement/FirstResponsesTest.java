package orderimport.placement;

import static orderimport.placement.HttpText.answer;
import static orderimport.placement.HttpText.head;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import orderimport.job.ImportService;
import orderimport.job.RunResult;
import orderimport.problem.English;
import orderimport.problem.Problem;
import orderimport.problem.Text;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Imports whose orders the carrier, or a server in front of it, rejects from the first one on. */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@ContextConfiguration(initializers = ShippedConfiguration.class)
class FirstResponsesTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final long STARTED_AT = System.nanoTime();
  private static final String NO_ROUTE = answer(404, "{\"message\":\"no Route matched\"}");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final AtomicInteger CONCURRENT = new AtomicInteger();

  /** The number of concurrent requests at each request. */
  private static final List<Integer> CONCURRENCY = Collections.synchronizedList(new ArrayList<>());

  private static volatile IntFunction<String> response = FirstResponsesTest::accepted;
  private static final RawHttpCarrier CARRIER = start();

  @Autowired ImportService importService;
  @Autowired DataSource dataSource;

  private static RawHttpCarrier start() {
    try {
      return RawHttpCarrier.answering(
          line -> {
            int together = CONCURRENT.incrementAndGet();
            int number = REQUESTS.incrementAndGet();
            CONCURRENCY.add(together);
            line.pause(30);
            String text = response.apply(number);
            CONCURRENT.decrementAndGet();
            line.send(text);
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
    registry.add(
        "order-import.carriers.telecomx.base-url",
        () -> CARRIER.uri().toString().replace("/orders", ""));
  }

  @BeforeEach
  void resetCounters() {
    REQUESTS.set(0);
    CONCURRENCY.clear();
  }

  @AfterAll
  static void stop() throws IOException {
    CARRIER.close();
  }

  /** Each order gets an id of its own. */
  private static String accepted(int number) {
    return answer(200, "{\"_id\":\"%024x\"}".formatted(STARTED_AT + number));
  }

  @Test
  void a_web_page_costs_one_request_and_no_order() throws Exception {
    String page = "<html>\r\n<head><title>404 Not Found</title></head>\r\n</html>";
    response =
        number ->
            head(404, "Content-Type: text/html", "Content-Length: " + page.length())
                + "\r\n"
                + page;
    List<String> messages = Collections.synchronizedList(new ArrayList<>());
    RunResult.Finished finished =
        run(
            sites("PAGE", 60),
            new ProgressListener() {
              @Override
              public void onMessage(Text message) {
                messages.add(English.of(message));
              }
            });

    assertThat(REQUESTS).hasValue(1);
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(orders(finished)).isEqualTo(Map.of("HELD", 60));
    assertThat(messages)
        .singleElement()
        .asString()
        .startsWith("telecomx: ")
        .contains(" 404 \"404 Not Found\"");
    Problem problem = finished.fileProblems().get(0);
    assertThat(problem.code()).isEqualTo("carrier_stopped");
    assertThat(English.message(problem))
        .startsWith("The orders of telecomx are on hold: ")
        .contains("404 \"404 Not Found\"", "order-import.carriers.telecomx.order-path");
    assertThat(English.hint(problem))
        .isEqualTo("Fix this, then run `order-import resume %d`.".formatted(id(finished)));
  }

  @Test
  void a_redirect_leaves_one_order_in_doubt_and_the_others_on_hold() throws Exception {
    response = number -> answer(302, "", "Location: https://login.example/?next=secret");
    RunResult.Finished finished = run(sites("REDIRECT", 20));

    assertThat(REQUESTS).hasValue(1);
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(orders(finished)).isEqualTo(Map.of("HELD", 19, "IN_DOUBT", 1));
    assertThat(English.message(finished.fileProblems().get(0)))
        .contains("302 to https://login.example/", "order-import.carriers.telecomx.base-url");
  }

  @Test
  void a_redirect_to_https_leaves_all_orders_on_hold() throws Exception {
    String secure =
        CARRIER.uri().toString().replace("http:", "https:").replace("/orders", "/internet/request");
    response = number -> answer(301, "", "Location: " + secure);
    RunResult.Finished finished = run(sites("HTTPS", 20));

    assertThat(REQUESTS).hasValue(1);
    assertThat(finished.exitCode()).isEqualTo(1);
    assertThat(orders(finished)).isEqualTo(Map.of("HELD", 20));
    assertThat(English.message(finished.fileProblems().get(0)))
        .contains("set order-import.carriers.telecomx.base-url to https");
  }

  @Test
  void five_equal_rejections_stop_the_carrier_until_resumed() throws Exception {
    response = number -> NO_ROUTE;
    RunResult.Finished stopped = run(sites("SAME", 30));

    assertThat(REQUESTS).hasValue(5);
    assertThat(CONCURRENCY).containsOnly(1);
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(orders(stopped)).isEqualTo(Map.of("HELD", 30));
    assertThat(attempts(stopped)).isEqualTo(Map.of("UNEXPLAINED", 5));
    assertThat(English.message(stopped.fileProblems().get(0))).contains("404 \"no Route matched\"");

    RunResult.Finished resumed =
        (RunResult.Finished) importService.resume(id(stopped), ProgressListener.NONE);
    assertThat(REQUESTS).hasValue(35);
    assertThat(Collections.max(CONCURRENCY)).isGreaterThan(1);
    assertThat(resumed.exitCode()).isEqualTo(4);
    assertThat(orders(resumed)).isEqualTo(Map.of("REJECTED", 30));
    assertThat(resumed.fileProblems()).isEmpty();
    assertThat(rejections(resumed)).isEqualTo(30);
  }

  @Test
  void rejections_that_differ_only_in_echoes_are_equal() throws Exception {
    response =
        number ->
            answer(
                403,
                "{\"message\":\"Forbidden: Storegade %d, request 1d7c6e52-93f4-%04d\"}"
                    .formatted(number, number));
    assertThat(orders(run(sites("ECHO", 8)))).isEqualTo(Map.of("HELD", 8));
    assertThat(REQUESTS).hasValue(5);
  }

  @Test
  void an_accepted_order_confirms_the_withheld_rejections() throws Exception {
    response = number -> number <= 4 ? NO_ROUTE : accepted(number);
    RunResult.Finished finished = run(sites("FIFTH", 30));

    assertThat(orders(finished)).isEqualTo(Map.of("REJECTED", 4, "ACCEPTED", 26));
    assertThat(finished.exitCode()).isEqualTo(4);
    assertThat(rejections(finished)).isEqualTo(4);
    assertThat(CONCURRENCY.subList(0, 5)).containsOnly(1);
    assertThat(Collections.max(CONCURRENCY)).isGreaterThan(1);
  }

  @Test
  void a_rejection_naming_a_field_confirms_the_others() throws Exception {
    response =
        number -> number == 5 ? answer(422, "{\"message\":\"'address.zip' is wrong\"}") : NO_ROUTE;
    assertThat(orders(run(sites("FIELD", 12)))).isEqualTo(Map.of("REJECTED", 12));
    assertThat(CONCURRENCY).hasSize(12).containsOnly(1);
  }

  @Test
  void a_different_rejection_confirms_the_others() throws Exception {
    response = number -> number == 3 ? answer(404, "{\"message\":\"no site\"}") : NO_ROUTE;
    assertThat(orders(run(sites("WORDS", 12)))).isEqualTo(Map.of("REJECTED", 12));
  }

  @Test
  void fewer_than_five_orders_are_rejected_immediately() throws Exception {
    response = number -> NO_ROUTE;
    RunResult.Finished finished = run(sites("FEW", 4));

    assertThat(orders(finished)).isEqualTo(Map.of("REJECTED", 4));
    assertThat(finished.exitCode()).isEqualTo(4);
    assertThat(attempts(finished)).isEqualTo(Map.of("REJECTED", 4));
  }

  @Test
  void an_order_in_doubt_confirms_no_rejection() throws Exception {
    response = number -> number == 3 ? answer(500, "{}") : NO_ROUTE;
    assertThat(orders(run(sites("DOUBT", 12)))).isEqualTo(Map.of("HELD", 11, "IN_DOUBT", 1));
    assertThat(REQUESTS).hasValue(6);
  }

  @Test
  void stopping_after_unconfirmed_rejections_leaves_orders_on_hold() throws Exception {
    response =
        number -> {
          if (number == 3) {
            importService.stop(newestImport());
          }
          return NO_ROUTE;
        };
    RunResult.Finished first = run(sites("ENDED", 20));
    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(orders(first)).isEqualTo(Map.of("HELD", 20));
    assertThat(attempts(first)).isEqualTo(Map.of("UNEXPLAINED", 3));

    RunResult.Finished second =
        (RunResult.Finished) importService.resume(id(first), ProgressListener.NONE);
    assertThat(orders(second)).isEqualTo(Map.of("HELD", 20));
    assertThat(REQUESTS).hasValue(8);

    RunResult.Finished third =
        (RunResult.Finished) importService.resume(id(first), ProgressListener.NONE);
    assertThat(orders(third)).isEqualTo(Map.of("REJECTED", 20));
  }

  private RunResult.Finished run(Path file) {
    return run(file, ProgressListener.NONE);
  }

  private RunResult.Finished run(Path file, ProgressListener progressListener) {
    return (RunResult.Finished)
        importService.importFile(file, ImportOptions.NONE, false, progressListener);
  }

  private static Path sites(String prefix, int orders) throws IOException {
    return Files.writeString(
        Files.createTempFile(data, prefix, ".csv"),
        IntStream.rangeClosed(1, orders)
            .mapToObj(i -> "telecomx,%s-%d,DSL,Storegade %d,8000,Aarhus\n".formatted(prefix, i, i))
            .collect(
                Collectors.joining(
                    "", "carrier,order_ref,type,address.address,address.zip,address.city\n", "")));
  }

  private static long id(RunResult.Finished finished) {
    return finished.orderImport().id();
  }

  private long newestImport() {
    return JdbcClient.create(dataSource)
        .sql("select max(id) from import")
        .query(Long.class)
        .single();
  }

  private Map<String, Integer> orders(RunResult.Finished finished) {
    return counts(
        "select status as word, count(*) as n from orders where import_id = ? group by status",
        finished);
  }

  /** The number of attempts for each outcome. */
  private Map<String, Integer> attempts(RunResult.Finished finished) {
    return counts(
        "select a.outcome as word, count(*) as n from attempt a join orders o on o.id = a.order_id"
            + " where o.import_id = ? group by a.outcome",
        finished);
  }

  private Map<String, Integer> counts(String sql, RunResult.Finished finished) {
    Map<String, Integer> counts = new TreeMap<>();
    JdbcClient.create(dataSource)
        .sql(sql)
        .param(id(finished))
        .query(
            row -> {
              counts.put(row.getString("word"), row.getInt("n"));
            });
    return counts;
  }

  /** The number of rows with the carrier's message. */
  private int rejections(RunResult.Finished finished) {
    return JdbcClient.create(dataSource)
        .sql(
            "select count(distinct row) from problem where import_id = ? and code = 'rejected'"
                + " and arguments::text like '%no Route matched%'")
        .param(id(finished))
        .query(Integer.class)
        .single();
  }
}
