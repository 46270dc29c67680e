package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A short run of what the fuzzer does: changed files are read or rejected with a message. */
class FuzzedFilesTest {
  private static final Path FIXTURES =
      Path.of("src", "test", "resources", "orderimport", "spreadsheet");
  private static final int CHANGES = 150;

  private final Random random = new Random(20261122);

  @Test
  void real_files_with_changed_bytes_are_read_or_rejected() throws IOException {
    int rejected = 0;
    for (String name : List.of("libreoffice.xlsx", "libreoffice.xls", "libreoffice.csv")) {
      byte[] whole = Files.readAllBytes(FIXTURES.resolve(name));
      assertThat(ReadingTarget.read(whole)).isPositive();
      for (int i = 0; i < CHANGES; i++) {
        rejected += ReadingTarget.read(changed(whole)) < 0 ? 1 : 0;
      }
    }
    assertThat(rejected).isPositive();
  }

  @Test
  void workbook_parts_with_changed_bytes_are_read_or_rejected() throws IOException {
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
  void a_cell_left_of_the_first_column_rejects_the_file() throws IOException {
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
