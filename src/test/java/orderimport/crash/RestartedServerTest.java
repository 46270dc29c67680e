package orderimport.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orderimport.crash.FakeCarriers.Arrival;
import orderimport.database.DataFolder;
import orderimport.database.EmbeddedPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database server in the data directory dies while the program runs, and only the program can
 * restart it.
 */
class RestartedServerTest {
  private static final Pattern PAGE = Pattern.compile("The page is at (\\S+)");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private FakeCarriers carriers;
  private Path data;
  private Path config;

  @BeforeEach
  void createCarriers() throws IOException {
    carriers = new FakeCarriers();
    data = DataFolder.in(folder).path();
    config = Files.writeString(folder.resolve("config.yml"), carriers.config(1, ""));
  }

  @AfterEach
  void closeCarriers() {
    carriers.close();
    // Stops the server that a killed program left running.
    EmbeddedPostgres.open(data).close();
  }

  @Test
  @Tag("long")
  void placing_resumes_soon_and_no_order_is_lost() throws Exception {
    OrderSheet sheet = new OrderSheet();
    for (int i = 0; i < 8; i++) {
      sheet.order("granite", "AWAY-" + i);
    }
    AtomicLong killed = new AtomicLong();
    carriers.onArrival(
        arrival -> {
          if (carriers.arrivals().size() == 4) {
            ServerProcesses.kill(data);
            killed.set(System.nanoTime());
            Thread.sleep(500);
          }
          return 0;
        });
    try (ChildProcess childProcess =
        ChildProcess.start(
            data, config, Map.of(), "import", sheet.write(folder.resolve("sites.csv")))) {
      assertThat(childProcess.waitForExit())
          .as(childProcess.output() + Files.readString(data.resolve("logs/order-import.log")))
          .isZero();
      assertThat(childProcess.output()).contains("8 orders = 8 accepted");
    }

    List<Arrival> arrivals = carriers.arrivals();
    assertThat(carriers.counts())
        .hasSize(8)
        .allSatisfy((order, times) -> assertThat(times).isOne());
    assertThat(Duration.ofNanos(arrivals.get(4).nanos() - killed.get()))
        .isLessThan(Duration.ofSeconds(30));
  }

  @Test
  @Tag("long")
  void readiness_fails_while_the_database_is_unavailable() throws Exception {
    try (ChildProcess childProcess =
        ChildProcess.start(data, config, Map.of(), "serve", "--port", 0)) {
      CrashTestEnvironment.await(() -> PAGE.matcher(childProcess.output()).find());
      Matcher page = PAGE.matcher(childProcess.output());
      assertThat(page.find()).isTrue();
      String health = page.group(1) + "/actuator/health";
      assertThat(status(health + "/readiness")).isEqualTo(200);
      int port = port();

      ServerProcesses.kill(data);
      try (ServerSocket occupied = occupy(port)) {
        assertThat(occupied.isBound()).isTrue();
        assertThat(status(health + "/readiness")).isEqualTo(503);
        assertThat(status(health + "/liveness")).isEqualTo(200);
      }

      CrashTestEnvironment.await(() -> status(health + "/readiness") == 200);
      assertThat(port()).isEqualTo(port);
    }
  }

  /** Binds the port as soon as the last server process has released it. */
  private static ServerSocket occupy(int port) throws IOException {
    while (true) {
      try {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
      } catch (BindException e) {
        Thread.onSpinWait();
      }
    }
  }

  private int port() throws IOException {
    return Integer.parseInt(
        Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).get(3).strip());
  }

  private static int status(String address) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
