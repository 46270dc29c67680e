package orderimport.carrier.fjordnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md shows the sources that are tested here, without their imports. */
class WorkedExampleTest {
  private static final Pattern BLOCK = Pattern.compile("```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile("`(?:src/[\\w/]+/fjordnet/)?((?:rows/)?[\\w-]+\\.[a-z]+)`");
  private static final List<Path> FOLDERS =
      List.of(
          Path.of("src/test/java/orderimport/carrier/fjordnet"),
          Path.of("src/test/resources/orderimport/carrier/fjordnet"),
          Path.of("src/test/resources/carriers/fjordnet"));

  @Test
  void the_worked_example_is_what_is_tested() throws IOException {
    Map<String, String> shown = blocks();

    assertThat(shown.keySet())
        .contains(
            "Access.java",
            "Fjordnet.java",
            "FjordnetProblem.java",
            "FjordnetRequest.java",
            "FjordnetResponsesTest.java",
            "FjordnetStub.java",
            "FjordnetTest.java",
            "Line.java",
            "Site.java",
            "columns.yml",
            "example.json",
            "problems.properties",
            "rows/example.csv",
            "rules.txt");
    for (Map.Entry<String, String> block : shown.entrySet()) {
      for (Path folder : FOLDERS) {
        Path file = folder.resolve(block.getKey());
        if (Files.exists(file) && !block.getKey().equals("package-info.java")) {
          assertThat(words(Files.readString(file)))
              .as(block.getKey())
              .contains(words(block.getValue().replace("@AutoService(Carrier.class)", "")));
        }
      }
    }
  }

  private static Map<String, String> blocks() throws IOException {
    String text = Files.readString(Path.of("CONTRIBUTING.md"));
    Map<String, String> blocks = new TreeMap<>();
    String example =
        text.substring(text.indexOf("### A worked example"), text.indexOf("6. The first order"));
    Matcher block = BLOCK.matcher(example);
    int from = 0;
    while (block.find()) {
      Matcher name = NAME.matcher(example.substring(from, block.start()));
      if (name.find()) {
        blocks.put(name.group(1), block.group(1));
      }
      from = block.end();
    }
    return blocks;
  }

  private static String words(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
