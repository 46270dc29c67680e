package orderimport.inbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the spreadsheets in a folder by name. */
public final class SpreadsheetFolder {
  /** Also of spreadsheets that cannot be imported, so that they are reported, not ignored. */
  private static final Set<String> ENDINGS =
      Set.of(
          "xlsx", "xlsm", "xls", "csv", "tsv", "txt", "xlsb", "xltx", "xltm", "xlt", "ods", "ots",
          "fods", "numbers", "slk");

  private SpreadsheetFolder() {}

  /** The spreadsheets in a folder, without hidden files and lock files of spreadsheet programs. */
  public static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> isSpreadsheet(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder %s cannot be read".formatted(folder), e);
    }
  }

  private static boolean isSpreadsheet(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0
        && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))
        && !name.startsWith(".")
        && !name.startsWith("~$");
  }
}
