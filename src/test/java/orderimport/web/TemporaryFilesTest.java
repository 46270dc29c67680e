package orderimport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporary files are in the data directory, and those of a killed server are deleted. */
class TemporaryFilesTest {

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(each -> String.valueOf(each.getFileName())).toList();
    }
  }

  @Test
  @Tag("long")
  void the_next_start_deletes_temporary_files_of_a_killed_server(@TempDir Path system)
      throws Exception {
    Map<String, String> settings = Users.settings();
    settings.put("java.io.tmpdir", system.toString());
    Server.Installation installation = Server.Installation.create(settings);
    Path temporary = installation.dataDir().resolve("tmp");
    byte[] content = Files.readAllBytes(Path.of("input-samples/sites-with-mistakes.xlsx"));

    Server killed = installation.startAlone();
    Users.logIn(killed, "upload").importNew("mistakes.xlsx", content);
    assertThat(Users.logIn(killed, "view").get("/templates/granite.xlsx").statusCode())
        .isEqualTo(200);
    assertThat(names(system)).isEmpty();
    List<String> filesOfKilled = names(temporary);
    try (Server concurrent = installation.start()) {
      assertThat(names(temporary))
          .as("files of a running process are kept")
          .containsAll(filesOfKilled);
      killed.kill();
      assertThat(concurrent.startupOutput()).contains("The page is at");
    }
    assertThat(names(temporary))
        .as("files of the killed process")
        .containsExactlyInAnyOrderElementsOf(filesOfKilled);

    try (Server next = installation.startAlone()) {
      assertThat(names(temporary)).hasSameSizeAs(filesOfKilled).isNotEqualTo(filesOfKilled);
      assertThat(next.stop()).isZero();
    }
    assertThat(names(temporary)).containsExactly("lock");
    assertThat(names(system)).isEmpty();
  }
}
