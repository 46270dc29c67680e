package orderimport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The files that paths on the command line mean. */
final class SpreadsheetFiles {
  private static final Set<String> ENDINGS = Set.of("xlsx", "xlsm", "xls", "csv", "tsv", "txt");

  private SpreadsheetFiles() {}

  /**
   * The files themselves, and for a folder every spreadsheet in it, by name.
   *
   * @throws picocli.CommandLine.ParameterException if a folder has none
   */
  static List<Path> of(List<Path> paths, Program program) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      List<Path> inside = in(path);
      if (inside.isEmpty()) {
        throw program.wrongUsage("There is no spreadsheet in %s.".formatted(path));
      }
      files.addAll(inside);
    }
    return files;
  }

  /** The spreadsheets in a folder, without hidden ones and those that are a program's own. */
  static List<Path> in(Path folder) {
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
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return ENDINGS.contains(ending) && !name.startsWith(".") && !name.startsWith("~$");
  }
}
