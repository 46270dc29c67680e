package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A request uses one database connection at a time, so that many users cannot exhaust a small pool.
 */
class FewConnectionsTest {
  private static final int CONCURRENT_USERS = 12;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration MAX_DURATION = Duration.ofSeconds(6);

  @Test
  @Tag("long")
  void twelve_concurrent_users_need_no_more_than_two_connections() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place,metrics");
    settings.put("spring.datasource.hikari.maximum-pool-size", "2");
    settings.put(
        "spring.datasource.hikari.connection-timeout",
        String.valueOf(CONNECTION_TIMEOUT.toMillis()));
    ExecutorService executor = Executors.newFixedThreadPool(CONCURRENT_USERS);
    try (Server server = Server.Installation.create(settings).start()) {
      HttpUser anna = Users.logIn(server, "anna");
      long id =
          anna.importNew(
              "mistakes.xlsx",
              Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx")));
      String order =
          anna.get("/imports/" + id + "/orders")
              .body()
              .replaceAll("(?s).*?\"(/imports/\\d+/order\\?[^\"]*)\".*", "$1")
              .replace("&amp;", "&");
      for (String path :
          List.of(
              "/imports",
              "/imports?q=mist",
              "/imports/" + id,
              "/imports/" + id + "/progress",
              "/imports/" + id + "/problems",
              "/imports/" + id + "/orders",
              order,
              "/imports/" + id + "/place",
              "/imports/" + id + "/files/result.xlsx",
              "/in-doubt",
              "/templates",
              "/actuator/health")) {
        for (View view : viewConcurrently(anna, path, executor)) {
          assertThat(view.status()).as(path).isEqualTo(200);
          assertThat(view.duration()).as(path).isLessThan(MAX_DURATION);
        }
      }
    } finally {
      executor.shutdownNow();
    }
  }

  private record View(int status, Duration duration) {}

  private static List<View> viewConcurrently(
      HttpUser httpUser, String path, ExecutorService executor) throws Exception {
    Callable<View> task =
        () -> {
          Instant begin = Instant.now();
          HttpResponse<byte[]> response = httpUser.download(path);
          return new View(response.statusCode(), Duration.between(begin, Instant.now()));
        };
    List<View> views = new ArrayList<>();
    for (Future<View> view : executor.invokeAll(Collections.nCopies(CONCURRENT_USERS, task))) {
      views.add(view.get());
    }
    return views;
  }
}
