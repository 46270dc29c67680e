package orderimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.ProgressListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Imports with few database connections: they wait for each other, but never deadlock. */
class SmallPoolTest {
  private static final int LONGEST_WAIT_MILLIS = 8_000;

  @TempDir Path folder;

  @Test
  @Tag("long")
  void an_import_of_thousands_of_rows_is_placed() throws Exception {
    imports(2);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(ints = {3, 4})
  void an_import_is_placed_with_more_connections(int connections) throws Exception {
    imports(connections);
  }

  private void imports(int connections) throws Exception {
    try (ConfigurableApplicationContext program = start(connections)) {
      RunResult result =
          program
              .getBean(ImportService.class)
              .importFile(sites("ONE", 4_000), ImportOptions.NONE, false, ProgressListener.NONE);
      assertFinished(result);
      assertThat(result.exitCode()).isZero();
    }
  }

  @Test
  void many_concurrent_imports_finish() throws Exception {
    importManyAtOnce(2);
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(ints = {3, 4})
  void many_concurrent_imports_finish_with_more_connections(int connections) throws Exception {
    importManyAtOnce(connections);
  }

  private void importManyAtOnce(int connections) throws Exception {
    ExecutorService concurrent = Executors.newFixedThreadPool(6);
    try (ConfigurableApplicationContext program = start(connections)) {
      ImportService importService = program.getBean(ImportService.class);
      List<Future<RunResult>> results = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        Path file = sites("AT-ONCE-" + i + "-", 400);
        results.add(
            concurrent.submit(
                () ->
                    importService.importFile(
                        file, ImportOptions.NONE.withHold(), false, ProgressListener.NONE)));
      }
      for (Future<RunResult> result : results) {
        assertFinished(result.get());
      }
      assertThat(program.getBean(Imports.class).findNewest(10))
          .hasSize(6)
          .allMatch(each -> each.state() == State.HELD);
    } finally {
      concurrent.shutdownNow();
    }
  }

  private static void assertFinished(RunResult result) {
    if (result instanceof RunResult.Aborted aborted) {
      throw new AssertionError("The import was aborted", aborted.cause());
    }
    assertThat(result).isInstanceOf(RunResult.Finished.class);
  }

  private ConfigurableApplicationContext start(int connections) {
    TestDatabase.Database database = TestDatabase.database();
    return new SpringApplicationBuilder(OrderImport.class)
        .web(WebApplicationType.NONE)
        .properties(
            "spring.config.location=classpath:order-import.properties,"
                + "classpath:job-config/application.yml")
        .initializers(new ShippedConfiguration())
        .run(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--spring.datasource.hikari.maximum-pool-size=" + connections,
            "--spring.datasource.hikari.connection-timeout=" + LONGEST_WAIT_MILLIS,
            "--order-import.data-dir=" + folder.resolve("data"));
  }

  private Path sites(String prefix, int rows) throws IOException {
    Path file = folder.resolve(prefix + ".csv");
    String header =
        "carrier;order_ref;type;address.address;address.zip;address.city;product;ipAddresses";
    Files.write(
        file,
        Stream.concat(
                Stream.of(header),
                IntStream.range(0, rows)
                    .mapToObj(
                        i ->
                            "telecomx;%s%d;FIBER;Nørregade %d;5000;Odense;5a1b2c3d4e5f60718293a4c6;4"
                                .formatted(prefix, i, i)))
            .toList());
    return file;
  }
}
