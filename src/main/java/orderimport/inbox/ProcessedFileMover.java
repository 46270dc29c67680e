package orderimport.inbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import orderimport.imports.ShownName;
import orderimport.job.RunResult;
import org.springframework.util.FileSystemUtils;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Moves an imported file out of an inbox and copies its results beside it. */
record ProcessedFileMover(Path file, RunResult.Finished result) {

  /** The limit in bytes. File systems allow 255 bytes a name; the rest is for suffixes. */
  private static final int MAX_NAME_BYTES = 200;

  /** The limit in bytes; short enough for all file systems, including encrypted ones. */
  private static final int SHORT_NAME_BYTES = 100;

  private static final String RESULTS = "-results";

  /** The maximum number of names to try; a name too long for the file system is never free. */
  private static final int MAX_NAMES = 1_000;

  /** The target paths, such as {@code sites.xlsx} and the folder {@code sites.xlsx-results}. */
  record Destination(Path file, Path results) {}

  /**
   * Copies the results to their destination. A run that died afterwards finds the same destination
   * again.
   */
  Destination prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = nameInFolder();
    if (bytes(name) > MAX_NAME_BYTES) {
      return prepareShortened(folder, name);
    }
    try {
      // The original name keeps its bytes, whatever the locale.
      return prepare(folder, name, Objects.requireNonNull(file.getFileName()));
    } catch (FileSystemException e) {
      if (bytes(name) <= SHORT_NAME_BYTES) {
        throw e;
      }
      return prepareShortened(folder, name);
    }
  }

  private Destination prepareShortened(Path folder, String name) throws IOException {
    String stem = stem(name);
    String ending = name.substring(stem.length());
    while (bytes(stem) + bytes(ending) > SHORT_NAME_BYTES && !stem.isEmpty()) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return prepare(folder, stem + ending, Path.of(stem + ending));
  }

  private Destination prepare(Path folder, String name, Path fileName) throws IOException {
    Destination destination =
        Stream.concat(
                Stream.of(
                    new Destination(folder.resolve(fileName), folder.resolve(name + RESULTS))),
                numbered(name)
                    .map(
                        each ->
                            new Destination(folder.resolve(each), folder.resolve(each + RESULTS))))
            .filter(this::isFree)
            .findFirst()
            .orElseThrow(
                () ->
                    new FileSystemException(
                        folder.toString(), null, "no free name is left in this folder"));
    if (!Files.exists(destination.results())) {
      Path part = folder.resolve("." + destination.results().getFileName() + ".part");
      FileSystemUtils.deleteRecursively(part);
      FileSystemUtils.copyRecursively(result.folder(), part);
      Files.move(part, destination.results(), StandardCopyOption.ATOMIC_MOVE);
    }
    return destination;
  }

  /** Moves the file without replacing an existing one. */
  void moveTo(Destination destination) throws IOException {
    Files.move(file, destination.file());
  }

  /** The file's name without unsafe characters and those that the locale cannot encode. */
  private String nameInFolder() {
    String name = ShownName.of(file).replace('\uFFFD', '_');
    try {
      return Path.of(name).toString();
    } catch (InvalidPathException e) {
      return name.replaceAll("[^\\x20-\\x7E]", "_");
    }
  }

  /** Names with the import's number before the extension. */
  private Stream<String> numbered(String name) {
    String stem = stem(name) + "-" + result.orderImport().id();
    String ending = name.substring(stem(name).length());
    return Stream.concat(
        Stream.of(stem + ending),
        IntStream.range(2, MAX_NAMES).mapToObj(i -> "%s-%d%s".formatted(stem, i, ending)));
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A name is also free if a run that died left this import's results there. */
  private boolean isFree(Destination destination) {
    return Files.notExists(destination.file())
        && (Files.notExists(destination.results()) || isOfThisImport(destination.results()));
  }

  private boolean isOfThisImport(Path results) {
    try {
      return JsonMapper.shared()
              .readTree(Files.readString(results.resolve("summary.json")))
              .path("import_id")
              .asLong(0)
          == result.orderImport().id();
    } catch (IOException | JacksonException e) {
      return false;
    }
  }
}
