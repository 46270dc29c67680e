package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary files are in the data directory, and those of a killed server are cleared. */
class TemporaryFilesTest {

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> String.valueOf(each.getFileName())).toList();
    }
  }

  @Test
  void nothing_is_left_outside_of_the_data_directory_or_of_a_killed_server(@TempDir Path system)
      throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("java.io.tmpdir", system.toString());
    Server.Ground ground = Server.Ground.fresh(settings);
    Path temporary = ground.dataDir().resolve("tmp");
    byte[] content = Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx"));

    Server killed = ground.startAlone();
    Users.visit(killed, "upload").importNew("mistakes.xlsx", content);
    assertThat(Users.visit(killed, "view").get("/templates/granite.xlsx").statusCode())
        .isEqualTo(200);
    assertThat(names(system)).isEmpty();
    List<String> ofKilled = names(temporary);
    try (Server beside = ground.start()) {
      assertThat(names(temporary)).as("those of a living process").containsAll(ofKilled);
      killed.kill();
      assertThat(beside.said()).contains("The page is at");
    }
    assertThat(names(temporary))
        .as("of the killed one")
        .containsExactlyInAnyOrderElementsOf(ofKilled);

    try (Server next = ground.startAlone()) {
      assertThat(names(temporary)).hasSameSizeAs(ofKilled).isNotEqualTo(ofKilled);
      assertThat(next.stop()).isZero();
    }
    assertThat(names(temporary)).containsExactly("lock");
    assertThat(names(system)).isEmpty();
  }
}
