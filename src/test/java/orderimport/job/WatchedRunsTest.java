package orderimport.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Imports, with the database statements and unlocks observed. */
@SpringBootTest(
    classes = {OrderImport.class, WatchedRunsTest.ObservedDataSourceConfiguration.class},
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@ContextConfiguration(initializers = ShippedConfiguration.class)
@Timeout(300)
class WatchedRunsTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final ImportOptions HOLD = ImportOptions.NONE.withHold();
  private static final List<String> STATEMENTS = new CopyOnWriteArrayList<>();
  private static final AtomicReference<Runnable> AFTER_UNLOCK = new AtomicReference<>(() -> {});

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    // One import is resumed while another one ends, which takes more connections than four.
    registry.add("spring.datasource.hikari.maximum-pool-size", () -> 12);
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
  }

  @Autowired ImportService importService;
  @Autowired LeasedImportRunner leasedImportRunner;
  @Autowired DataSource dataSource;

  @Test
  void an_import_resumed_as_the_lease_is_released_is_registered() throws Exception {
    Path file = sites("NEXT", 3);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch firstEnded = new CountDownLatch(1);
    CompletableFuture<RunResult> next = new CompletableFuture<>();
    AFTER_UNLOCK.set(
        () -> {
          long id =
              JdbcClient.create(dataSource)
                  .sql("select max(id) from import")
                  .query(Long.class)
                  .single();
          var unused =
              next.completeAsync(
                  () ->
                      leasedImportRunner.run(
                          id,
                          ProgressListener.NONE,
                          lease -> {
                            begun.countDown();
                            await(firstEnded);
                          }));
          await(begun);
        });

    RunResult first = importService.importFile(file, HOLD, false, new FailingListener());
    firstEnded.countDown();

    assertThat(first).isInstanceOf(RunResult.Aborted.class);
    RunResult result = next.get(2, TimeUnit.MINUTES);
    assertThat(result).isInstanceOf(RunResult.Finished.class);
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void keys_of_rows_are_read_once_for_all_partitions() throws Exception {
    STATEMENTS.clear();

    RunResult result =
        importService.importFile(sites("ONCE", 2_000), HOLD, false, ProgressListener.NONE);

    assertThat(result.exitCode()).isZero();
    assertThat(STATEMENTS.stream().filter(sql -> sql.contains("select sheet, keys, null")))
        .hasSize(1);
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

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class FailingListener implements ProgressListener {
    @Override
    public void rowsRead(int rows) {
      throw new IllegalStateException("as if the power failed");
    }
  }

  @TestConfiguration
  static class ObservedDataSourceConfiguration {
    @Bean
    static BeanPostProcessor observedDataSource() {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof DataSource pool ? new ObservedDataSource(pool) : bean;
        }
      };
    }
  }

  private static final class ObservedDataSource extends DelegatingDataSource {
    ObservedDataSource(DataSource pool) {
      super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      AtomicReference<Runnable> beforeClose = new AtomicReference<>(() -> {});
      return (Connection)
          Proxy.newProxyInstance(
              ObservedDataSource.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                  String sql = String.valueOf(arguments[0]);
                  STATEMENTS.add(sql);
                  if (sql.contains("pg_advisory_unlock")) {
                    beforeClose.set(AFTER_UNLOCK.getAndSet(() -> {}));
                  }
                } else if (method.getName().equals("close")) {
                  beforeClose.getAndSet(() -> {}).run();
                }
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getTargetException();
                }
              });
    }
  }
}
