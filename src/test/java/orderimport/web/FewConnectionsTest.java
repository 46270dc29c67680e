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
import org.junit.jupiter.api.Test;

/** A page that needs one connection at a time never waits for itself, however many look at it. */
class FewConnectionsTest {
  private static final int AT_ONCE = 12;
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LONGEST = Duration.ofSeconds(6);

  @Test
  void twelve_views_at_once_of_each_page_need_no_more_than_two_connections() throws Exception {
    Map<String, String> settings = Users.settings();
    Users.add(settings, "anna", "upload,place,metrics");
    settings.put("spring.datasource.hikari.maximum-pool-size", "2");
    settings.put(
        "spring.datasource.hikari.connection-timeout",
        String.valueOf(CONNECTION_TIMEOUT.toMillis()));
    ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE);
    try (Server server = Server.Ground.fresh(settings).start()) {
      HttpUser anna = Users.visit(server, "anna");
      long id =
          anna.importNew(
              "mistakes.xlsx",
              Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx")));
      long order =
          Long.parseLong(
              anna.get("/imports/" + id + "/orders")
                  .body()
                  .replaceAll("(?s).*?/orders/(\\d+)\".*", "$1"));
      for (String path :
          List.of(
              "/imports",
              "/imports?q=mist",
              "/imports/" + id,
              "/imports/" + id + "/progress",
              "/imports/" + id + "/problems",
              "/imports/" + id + "/orders",
              "/imports/" + id + "/orders/" + order,
              "/imports/" + id + "/place",
              "/imports/" + id + "/files/result.xlsx",
              "/in-doubt",
              "/templates",
              "/actuator/health")) {
        for (Answer answer : views(anna, path, crowd)) {
          assertThat(answer.status()).as(path).isEqualTo(200);
          assertThat(answer.taken()).as(path).isLessThan(LONGEST);
        }
      }
    } finally {
      crowd.shutdownNow();
    }
  }

  private record Answer(int status, Duration taken) {}

  private static List<Answer> views(HttpUser httpUser, String path, ExecutorService crowd)
      throws Exception {
    Callable<Answer> view =
        () -> {
          Instant begin = Instant.now();
          HttpResponse<byte[]> response = httpUser.download(path);
          return new Answer(response.statusCode(), Duration.between(begin, Instant.now()));
        };
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> answer : crowd.invokeAll(Collections.nCopies(AT_ONCE, view))) {
      answers.add(answer.get());
    }
    return answers;
  }
}
