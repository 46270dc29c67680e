package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.background.ImportTaskExecutor;
import orderimport.background.RequestCompletion;
import orderimport.database.TestDatabase;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PendingRequest;
import orderimport.imports.WorkRequests.RequestedAction;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.job.UploadService;
import orderimport.notification.Outbox;
import orderimport.problem.TextRenderer;
import orderimport.report.Reports;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;

/** A user uploads a file just while the server looks for imports that are no longer requested. */
class RequestDuringRecoveryTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  @Tag("long")
  void an_import_requested_during_the_query_is_not_cancelled() throws Exception {
    try (ConfigurableApplicationContext program = start()) {
      RequestsWithArrival requests = new RequestsWithArrival(program.getBean(DataSource.class));
      UploadService uploadService = program.getBean(UploadService.class);
      Imports imports = program.getBean(Imports.class);
      ImportTaskExecutor importTaskExecutor =
          new ImportTaskExecutor(
              imports,
              requests,
              new RequestCompletion(
                  requests,
                  program.getBean(Outbox.class),
                  program.getBean(Reports.class),
                  program.getBean(TextRenderer.class),
                  Clock.systemUTC(),
                  program.getBean(TransactionTemplate.class)),
              program.getBean(ImportService.class),
              uploadService,
              1,
              8,
              FailureExplainer.GENERAL);
      long first = uploadAndExecute(importTaskExecutor, uploadService, sheet("FIRST-", 3_000));
      Path second = sheet("SECOND-", 2);
      requests.arrival = () -> uploadAndExecute(importTaskExecutor, uploadService, second);

      importTaskExecutor.endUnrequested();

      long queued = requests.arrived;
      assertThat(importTaskExecutor.isQueued(queued)).as("queued behind the first file").isTrue();
      Instant end = Instant.now().plus(TIMEOUT);
      while ((importTaskExecutor.isLocal(first) || importTaskExecutor.isLocal(queued))
          && Instant.now().isBefore(end)) {
        Thread.sleep(50);
      }
      assertThat(imports.get(first).state()).isEqualTo(State.HELD);
      assertThat(imports.get(queued).state()).isEqualTo(State.HELD);
      importTaskExecutor.end();
    }
  }

  private static long uploadAndExecute(
      ImportTaskExecutor importTaskExecutor, UploadService uploadService, Path file)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    long id =
        uploadService
            .receive(file, name, ImportOptions.NONE.withHold(), false, "anna")
            .orderImport()
            .id();
    importTaskExecutor.execute(new PendingRequest(id, RequestedAction.PROCESS));
    return id;
  }

  private Path sheet(String prefix, int orders) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(
        "carrier;order_ref;type;address.address;address.zip;address.city;product;ipAddresses");
    for (int i = 1; i <= orders; i++) {
      lines.add(
          "telecomx;%s%d;FIBER;Nørregade %d;5000;Odense;5a1b2c3d4e5f60718293a4c6;4"
              .formatted(prefix, i, i));
    }
    return Files.write(folder.resolve(prefix + ".csv"), lines);
  }

  /** Lets an upload arrive between the query for requests and the use of its result. */
  private static final class RequestsWithArrival extends WorkRequests {
    private Callable<Long> arrival = () -> 0L;
    private long arrived;

    RequestsWithArrival(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    public List<PendingRequest> findPending() {
      List<PendingRequest> pending = super.findPending();
      try {
        arrived = arrival.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      return pending;
    }
  }

  private ConfigurableApplicationContext start() {
    TestDatabase.Database database = TestDatabase.database();
    return new SpringApplicationBuilder(OrderImport.class)
        .web(WebApplicationType.NONE)
        .registerShutdownHook(false)
        .properties(
            "spring.config.location=classpath:order-import.properties,"
                + "classpath:job-config/application.yml")
        .initializers(new ShippedConfiguration())
        .run(
            "--spring.datasource.url=" + database.url(),
            "--spring.datasource.username=" + database.username(),
            "--spring.datasource.password=" + database.password(),
            "--order-import.data-dir=" + folder);
  }
}
