package orderimport.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import orderimport.inbox.SpreadsheetFolder;

/** Expands the paths of the command line into files. */
final class SpreadsheetFiles {
  private SpreadsheetFiles() {}

  /**
   * The files, and for each folder its spreadsheets sorted by name.
   *
   * @throws picocli.CommandLine.ParameterException if a folder has no spreadsheet
   */
  static List<Path> of(List<Path> paths, RootCommand rootCommand) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (path.toString().isEmpty()) {
        // An empty variable of a script would otherwise mean the working directory.
        throw rootCommand.wrongUsage(CliText.NO_SPREADSHEET.text("\"\""));
      }
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      List<Path> inside = SpreadsheetFolder.in(path);
      if (inside.isEmpty()) {
        throw rootCommand.wrongUsage(CliText.NO_SPREADSHEET.text(path));
      }
      files.addAll(inside);
    }
    return files;
  }
}
