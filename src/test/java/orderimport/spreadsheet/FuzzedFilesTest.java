package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A few seconds of what the fuzzer does for long: changed files are read, or refused in words. */
class FuzzedFilesTest {
  private static final Path FIXTURES =
      Path.of("src", "test", "resources", "orderimport", "spreadsheet");
  private static final int CHANGES = 150;

  private final Random random = new Random(20261122);

  @Test
  void realFilesWithChangedBytes() throws IOException {
    int refused = 0;
    for (String name : List.of("libreoffice.xlsx", "libreoffice.xls", "libreoffice.csv")) {
      byte[] whole = Files.readAllBytes(FIXTURES.resolve(name));
      assertThat(ReadingTarget.read(whole)).isPositive();
      for (int i = 0; i < CHANGES; i++) {
        refused += ReadingTarget.read(changed(whole)) < 0 ? 1 : 0;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void workbookPartsWithChangedBytes() throws IOException {
    List<byte[]> seeds = new ArrayList<>(WorkbookPartTarget.seeds());
    for (byte[] seed : seeds) {
      WorkbookPartTarget.fuzzerTestOneInput(seed);
      for (int i = 0; i < CHANGES; i++) {
        byte[] changed = changed(seed);
        if (changed.length > 0) {
          changed[0] = seed[0];
        }
        WorkbookPartTarget.fuzzerTestOneInput(changed);
      }
    }
    assertThat(seeds).hasSize(5);
  }

  @Test
  void aCellLeftOfTheFirstColumn() throws IOException {
    assertThat(ReadingTarget.read(Files.readAllBytes(FIXTURES.resolve("found/left-of-a.xls"))))
        .isNegative();
  }

  private byte[] changed(byte[] whole) {
    byte[] changed = whole.clone();
    for (int i = random.nextInt(8); i >= 0; i--) {
      changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(changed, random.nextInt(changed.length))
        : changed;
  }
}
