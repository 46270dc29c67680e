package orderimport.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import orderimport.job.RunResult;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A file that was imported, moved out of an inbox with its results beside it. */
record Delivery(Path file, RunResult.Imported imported) {

  /** Where both lie: {@code sites.xlsx} and the folder {@code sites.xlsx-results}. */
  record Target(Path file, Path results) {
    static Target of(Path folder, String name) {
      return new Target(folder.resolve(name), folder.resolve(name + "-results"));
    }
  }

  /**
   * Copies the results to where they belong. A run that died after that finds the same place again.
   */
  Target prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    Target target =
        names().map(name -> Target.of(folder, name)).filter(this::isFree).findFirst().orElseThrow();
    if (!Files.exists(target.results())) {
      Path part = folder.resolve("." + target.results().getFileName() + ".part");
      FileSystemUtils.deleteRecursively(part);
      FileSystemUtils.copyRecursively(imported.folder(), part);
      Files.move(part, target.results(), StandardCopyOption.ATOMIC_MOVE);
    }
    return target;
  }

  /** Moves the file; nothing that is there already is replaced. */
  void moveTo(Target target) throws IOException {
    Files.move(file, target.file());
  }

  /** The file's own name, and those with the import's number before the ending. */
  private Stream<String> names() {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String stem = name.substring(0, dot) + "-" + imported.imported().id();
    String ending = name.substring(dot);
    return Stream.concat(
        Stream.of(name, stem + ending),
        Stream.iterate(2, i -> i + 1).map(i -> "%s-%d%s".formatted(stem, i, ending)));
  }

  /** Also if a run that died has left this import's results there. */
  private boolean isFree(Target target) {
    return Files.notExists(target.file())
        && (Files.notExists(target.results()) || isOfThisImport(target.results()));
  }

  private boolean isOfThisImport(Path results) {
    try {
      return JsonMapper.shared()
              .readTree(Files.readString(results.resolve("summary.json")))
              .path("import_id")
              .asLong(0)
          == imported.imported().id();
    } catch (IOException | JacksonException e) {
      return false;
    }
  }
}
