package orderimport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ready-made files for nights start what there is. */
class DeploymentFilesTest {
  private static final Path FOLDER = Path.of("src", "docs", "deployment");

  private static void assertIsCommand(List<String> arguments) {
    assertThatCode(
            () ->
                Main.commandLine(new RootCommand(new Shutdown()))
                    .parseArgs(arguments.toArray(new String[0])))
        .as(arguments.toString())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order-import.service", "order-import-inbox.service"})
  void a_unit_starts_a_command_that_there_is(String unit) throws IOException {
    List<String> starts =
        Files.readAllLines(FOLDER.resolve(unit)).stream()
            .filter(line -> line.startsWith("ExecStart="))
            .toList();

    assertThat(starts).hasSize(1);
    List<String> words = Arrays.asList(starts.get(0).split(" "));
    assertIsCommand(words.subList(words.indexOf("-jar") + 2, words.size()));
  }

  @Test
  void systemd_finds_nothing_wrong_with_the_units(@TempDir Path copies) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/systemd-analyze")), "There is no systemd here");
    List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify"));
    for (String unit :
        List.of("order-import.service", "order-import-inbox.service", "order-import-inbox.timer")) {
      Path copy = copies.resolve(unit);
      // Of a program and a user that this machine has.
      Files.writeString(
          copy,
          Files.readString(FOLDER.resolve(unit))
              .replace("/usr/bin/java", "/bin/true")
              .replace("User=order-import", "User=root"));
      command.add(copy.toString());
    }

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("order-import");
  }

  @Test
  void the_cron_job_is_yaml_and_starts_a_command_that_there_is() throws IOException {
    Map<String, Object> job =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Files.readString(FOLDER.resolve("cronjob.yaml")));
    JsonNode container =
        JsonMapper.shared()
            .valueToTree(job)
            .at("/spec/jobTemplate/spec/template/spec/containers/0");

    assertThat(job).containsEntry("kind", "CronJob").containsEntry("apiVersion", "batch/v1");
    assertThat(container.path("args")).isNotEmpty();
    assertIsCommand(container.path("args").valueStream().map(JsonNode::asString).toList());
  }
}
