package orderimport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Imports each case of {@code src/test/resources/cases} in each file format that can hold it. */
class CasesTest {
  private static final Path CASES = Path.of("src", "test", "resources", "cases");

  @TestFactory
  List<DynamicTest> cases(@TempDir Path folder) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".case")).sorted().toList()) {
        for (Case it : Case.parse(Files.readString(file))) {
          for (String name : it.files()) {
            tests.add(
                DynamicTest.dynamicTest(
                    "%s: %s (%s)".formatted(file.getFileName(), it.name(), name),
                    () -> check(it, CASES.resolve("files").resolve(name))));
          }
          for (CaseFile kind : CaseFile.values()) {
            if (kind.canHold(it)) {
              tests.add(
                  DynamicTest.dynamicTest(
                      "%s: %s (%s)".formatted(file.getFileName(), it.name(), kind),
                      () -> check(it, kind, folder)));
            }
          }
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(100);
    return tests;
  }

  private static void check(Case it, CaseFile kind, Path folder) throws IOException {
    check(it, kind.write(it, folder));
  }

  private static void check(Case it, Path file) {
    assertThat(DryRunInterpreter.of(file, it.options()))
        .as("%s (%s)", it.name(), file)
        .containsExactlyInAnyOrderElementsOf(it.outcome());
  }
}
