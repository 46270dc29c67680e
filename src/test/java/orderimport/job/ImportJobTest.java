package orderimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.carrier.OrderImportProperties;
import orderimport.database.TestDatabase;
import orderimport.imports.Import;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.problem.TextRenderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.test.JobOperatorTestUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The steps of the job one by one, and the job that is aborted and resumed. */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@ContextConfiguration(initializers = ShippedConfiguration.class)
class ImportJobTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final ImportOptions HOLD = ImportOptions.NONE.withHold();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
  }

  @Autowired ImportService importService;
  @Autowired Imports imports;
  @Autowired SourceFileStore sourceFileStore;
  @Autowired ActiveImports activeImports;
  @Autowired OrderImportProperties settings;
  @Autowired JobOperator operator;
  @Autowired JobRepository repository;
  @Autowired DataSource dataSource;
  @Autowired Step stage;
  @Autowired Step build;
  @Autowired Step place;
  @Autowired Step report;

  @Test
  void each_step_stores_its_result_and_is_repeatable() throws Exception {
    Import imported = begin(sites("STEP", 3));
    try (Lease lease = imports.acquireLease(imported.id(), "a test").orElseThrow()) {
      activeImports.add(lease, ProgressListener.NONE);

      assertThat(run(stage, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(rows(imported)).isEqualTo(3);
      assertThat(orders(imported, "HELD")).isZero();

      assertThat(run(build, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(run(build, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(orders(imported, "HELD")).isEqualTo(3);

      assertThat(run(place, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(run(place, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(orders(imported, "ACCEPTED")).isEqualTo(3);
      assertThat(attempts(imported)).isEqualTo(3);

      assertThat(run(report, imported)).isEqualTo(BatchStatus.COMPLETED);
      Path rows = data.resolve("reports").resolve(imported.id() + "/rows.csv");
      String first = Files.readString(rows);
      assertThat(first.lines()).hasSize(4);
      assertThat(run(report, imported)).isEqualTo(BatchStatus.COMPLETED);
      assertThat(rows).hasContent(first);
      assertThat(imports.get(imported.id()).state()).isEqualTo(State.COMPLETED);
      activeImports.remove(lease);
    }
  }

  @Test
  void an_import_whose_job_has_no_execution_yet_resumes() throws IOException {
    importService.importFile(sites("LEFT", 3), HOLD, false, new FailsFromChunk("orders", 1));
    JdbcClient sql = JdbcClient.create(dataSource);
    // As if the process had died between the two transactions that Spring Batch begins a job with.
    sql.sql("truncate batch_job_execution cascade").update();
    long id = sql.sql("select max(id) from import").query(Long.class).single();

    assertThat(importService.resume(id, ProgressListener.NONE).exitCode()).isZero();

    assertThat(orders(imports.get(id), "HELD")).isEqualTo(3);
  }

  @Test
  void the_repeated_command_decides_whether_orders_are_placed() throws IOException {
    Path file = sites("DECIDES", 3);
    Files.writeString(file, Files.readString(file) + "telecomx,,DSL\n");
    ImportOptions allOrNothing =
        new ImportOptions(false, true, null, List.of(), null, null, null, null, null, Map.of());

    importService.importFile(file, ImportOptions.NONE, false, new FailsFromChunk("orders", 1));
    Import imported =
        imports.get(
            JdbcClient.create(dataSource)
                .sql("select max(id) from import")
                .query(Long.class)
                .single());
    importService.importFile(file, HOLD, false, ProgressListener.NONE);

    assertThat(imports.get(imported.id()).state()).isEqualTo(State.HELD);
    assertThat(orders(imported, "HELD")).isEqualTo(3);

    importService.importFile(file, allOrNothing, false, ProgressListener.NONE);

    assertThat(orders(imported, "HELD")).isEqualTo(3);

    importService.importFile(file, ImportOptions.NONE, false, ProgressListener.NONE);

    assertThat(orders(imported, "ACCEPTED")).isEqualTo(3);
  }

  @Test
  void an_import_aborted_in_any_step_resumes_without_loss_or_repetition() throws IOException {
    Path file = sites("CHUNK", 11_000);

    RunResult staged = importService.importFile(file, HOLD, false, new FailsFromChunk("rows", 2));
    assertThat(staged).isInstanceOf(RunResult.Aborted.class);
    long id =
        JdbcClient.create(dataSource).sql("select max(id) from import").query(Long.class).single();
    Import imported = imports.get(id);
    assertThat(imported.state()).isEqualTo(State.STOPPED);
    assertThat(rows(imported)).isBetween(1L, 10_999L);

    RunResult built = importService.resume(id, new FailsFromChunk("orders", 4));
    assertThat(built).isInstanceOf(RunResult.Aborted.class);
    assertThat(rows(imported)).isEqualTo(11_000);
    assertThat(orders(imported, "HELD")).isBetween(1L, 10_999L);

    RunResult completed = importService.importFile(file, HOLD, false, ProgressListener.NONE);
    assertThat(completed).isInstanceOf(RunResult.Finished.class);
    assertThat(completed.exitCode()).isZero();
    assertThat(imports.get(id).state()).isEqualTo(State.HELD);
    assertThat(rows(imported)).isEqualTo(11_000);
    assertThat(orders(imported, "HELD")).isEqualTo(11_000);
    try (Stream<String> lines = Files.lines(data.resolve("reports/" + id + "/rows.csv"))) {
      assertThat(lines.filter(line -> line.contains(",HELD,"))).hasSize(11_000);
    }
    try (Stream<Path> copies = Files.list(data.resolve("sources"))) {
      assertThat(copies).noneMatch(copy -> copy.endsWith(String.valueOf(id)));
    }
  }

  /** Each order has a row in both halves of the file, that is, in two blocks. */
  @Test
  void orders_in_several_blocks_are_built_once_after_an_abort() throws IOException {
    Path file = sites("TWICE", 6_000);
    String text = Files.readString(file);
    Files.writeString(file, text + text.substring(text.indexOf('\n') + 1) + "telecomx,,DSL\n");

    RunResult built = importService.importFile(file, HOLD, false, new FailsFromChunk("orders", 3));
    assertThat(built).isInstanceOf(RunResult.Aborted.class);
    long id =
        JdbcClient.create(dataSource).sql("select max(id) from import").query(Long.class).single();
    Import imported = imports.get(id);
    assertThat(orders(imported, "INVALID")).isBetween(1L, 5_999L);

    assertThat(importService.resume(id, ProgressListener.NONE))
        .isInstanceOf(RunResult.Finished.class);
    assertThat(orders(imported, "INVALID")).isEqualTo(6_000);
    assertThat(count("select sum(cardinality(rows)) from orders where import_id = ?", id))
        .isEqualTo(12_000);
    assertThat(count("select count(*) from problem where import_id = ?", id))
        .isGreaterThan(6_000)
        .isEqualTo(
            count(
                "select count(distinct (sheet, row, col, code)) from problem where import_id = ?",
                id));
    try (Stream<String> lines = Files.lines(data.resolve("reports/" + id + "/rows.csv"))) {
      assertThat(lines.filter(line -> line.contains(",INVALID,") || line.contains(",BLOCKED,")))
          .hasSize(12_001);
    }
  }

  @Test
  @Tag("long")
  void a_dry_run_does_not_affect_a_stopped_import_of_the_file() throws IOException {
    Path file = sites("DRY", 6_000);
    importService.importFile(file, HOLD, false, new FailsFromChunk("rows", 2));
    long id =
        JdbcClient.create(dataSource).sql("select max(id) from import").query(Long.class).single();

    assertThat(importService.validate(file, ImportOptions.NONE, ProgressListener.NONE).exitCode())
        .isZero();

    assertThat(importService.resume(id, ProgressListener.NONE).exitCode()).isZero();
    assertThat(rows(imports.get(id))).isEqualTo(6_000);
    assertThat(imports.findDryRuns()).isEmpty();
    assertThat(imports.findNewest(1).get(0).id()).isEqualTo(id);
  }

  @Test
  void nul_in_any_cell_or_heading_is_reported() throws IOException {
    Path file = data.resolve("nul.csv");
    Files.writeString(
        file,
        """
        carrier,order_ref,type,address.address,address.zip,address.city,re@mark
        tele@comx,NUL-1,DSL,Road,8000,Town,
        telecomx,NUL-@2,DSL,Road,8000,Town,
        telecomx,NUL-3,DS@L,Road,8000,Town,
        telecomx,NUL-4,DSL,Road,8000,Town,a@b
        """
            .replace('@', '\0'));

    RunResult result = importService.validate(file, ImportOptions.NONE, ProgressListener.NONE);

    assertThat(result).isInstanceOf(RunResult.Finished.class);
    assertThat(((RunResult.Finished) result).exitCode()).isEqualTo(4);
  }

  @Test
  void an_import_without_its_stored_file_resumes_with_the_next_upload() throws IOException {
    Path file = sites("LOST", 2);
    Import imported;
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      imported = imports.create("lost.csv", incomingFile.sha256(), HOLD, settings.environments());
    }

    RunResult resumed = importService.resume(imported.id(), ProgressListener.NONE);
    assertThat(resumed.exitCode()).isEqualTo(1);
    assertThat(TextRenderer.ENGLISH.render(((RunResult.Rejected) resumed).message()))
        .contains("Import lost.csv again");

    assertThat(importService.importFile(file, HOLD, false, ProgressListener.NONE).exitCode())
        .isZero();
    assertThat(imports.get(imported.id()).state()).isEqualTo(State.HELD);
    assertThat(rows(imported)).isEqualTo(2);
  }

  /**
   * From the statistics of earlier imports the planner expects a single row of a new import; it
   * used to compare all rows with all orders.
   */
  @Test
  @Tag("long")
  void statistics_of_earlier_imports_do_not_make_a_later_one_quadratic() throws Exception {
    importService.importFile(sites("EARLIER", 6_000), HOLD, false, ProgressListener.NONE);
    JdbcClient sql = JdbcClient.create(dataSource);
    sql.sql("analyze").update();
    long before = tuplesRead();

    RunResult later =
        importService.importFile(sites("LATER", 6_000), HOLD, false, ProgressListener.NONE);

    assertThat(later.exitCode()).isZero();
    assertThat(tuplesRead() - before).isLessThan(50 * 6_000L);
  }

  /** The rows and index entries of staged rows and orders that the server has read so far. */
  private long tuplesRead() throws Exception {
    DriverManagerDataSource own =
        new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());
    JdbcClient sql = JdbcClient.create(own);
    OffsetDateTime now = sql.sql("select clock_timestamp()").query(OffsetDateTime.class).single();
    // A session reports its reads when it ends.
    dataSource.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (sql.sql(
                "select count(*) from pg_stat_activity where datname = current_database()"
                    + " and pid <> pg_backend_pid() and backend_start < ?"
                    + " and application_name <> 'order-import-messages'")
            .param(now)
            .query(Long.class)
            .single()
        > 0) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(20);
    }
    return sql.sql(
            "select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))"
                + " from pg_stat_user_tables where relname in ('row_block', 'orders')")
        .query(Long.class)
        .single();
  }

  private Import begin(Path file) throws IOException {
    try (SourceFileStore.IncomingFile incomingFile = sourceFileStore.copy(file)) {
      Import imported =
          imports.create(
              "steps.csv", incomingFile.sha256(), ImportOptions.NONE, settings.environments());
      incomingFile.assignTo(imported);
      return imported;
    }
  }

  private BatchStatus run(Step step, Import imported) {
    JobParameters parameters =
        new JobParametersBuilder()
            .addLong(ImportJob.IMPORT_ID, imported.id())
            .addLong("time", System.nanoTime())
            .addLong(
                ImportJob.FENCING_TOKEN, activeImports.lease(imported.id()).fencingToken(), false)
            .toJobParameters();
    return new JobOperatorTestUtils(operator, repository)
        .startStep(step, parameters, new ExecutionContext())
        .getStatus();
  }

  private static Path sites(String prefix, int orders) throws IOException {
    String lines =
        IntStream.rangeClosed(1, orders)
            .mapToObj(i -> "telecomx,%s-%d,DSL,Storegade %d,8000,Aarhus\n".formatted(prefix, i, i))
            .collect(Collectors.joining());
    return Files.writeString(
        Files.createTempFile(data, prefix, ".csv"),
        "carrier,order_ref,type,address.address,address.zip,address.city\n" + lines);
  }

  private long rows(Import imported) {
    return count(
        """
        select count(distinct (sheet, row)) from row_block cross join unnest(rows) as range(numbers)
        cross join generate_series(lower(numbers), upper(numbers) - 1) as row
        where import_id = ?
        """,
        imported.id());
  }

  private long orders(Import imported, String status) {
    return JdbcClient.create(dataSource)
        .sql("select count(*) from orders where import_id = ? and status = ?")
        .params(imported.id(), status)
        .query(Long.class)
        .single();
  }

  private long attempts(Import imported) {
    return count(
        "select count(*) from attempt join orders on id = order_id where import_id = ?",
        imported.id());
  }

  private long count(String sql, long importId) {
    return JdbcClient.create(dataSource).sql(sql).param(importId).query(Long.class).single();
  }

  /** Fails in the transaction of each chunk from the one with the given number on. */
  private static final class FailsFromChunk implements ProgressListener {
    private final String what;
    private final int chunk;
    private final AtomicInteger chunks = new AtomicInteger();

    FailsFromChunk(String what, int chunk) {
      this.what = what;
      this.chunk = chunk;
    }

    @Override
    public void rowsRead(int rows) {
      count("rows");
    }

    @Override
    public void ordersBuilt(int orders) {
      count("orders");
    }

    private void count(String kind) {
      if (kind.equals(what) && chunks.incrementAndGet() >= chunk) {
        throw new IllegalStateException("as if the power failed");
      }
    }
  }
}
