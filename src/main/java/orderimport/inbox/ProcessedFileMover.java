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

/** A file that was imported, moved out of an inbox with its results beside it. */
record ProcessedFileMover(Path file, RunResult.Finished imported) {

  /** A name of more bytes leaves no room for what is added to it, at 255 bytes a name. */
  private static final int LONGEST_NAME = 200;

  /** Fits into all file systems, encrypted ones included. */
  private static final int SHORT_NAME = 100;

  private static final String RESULTS = "-results";

  /** So many are tried; one that is too long for a file system is never free. */
  private static final int MOST_NAMES = 1_000;

  /** Where both lie: {@code sites.xlsx} and the folder {@code sites.xlsx-results}. */
  record Destination(Path file, Path results) {}

  /**
   * Copies the results to where they belong. A run that died after that finds the same place again.
   */
  Destination prepare(Path folder) throws IOException {
    Files.createDirectories(folder);
    String name = nameInFolder();
    if (bytes(name) > LONGEST_NAME) {
      return prepareShortened(folder, name);
    }
    try {
      // Its own name has the bytes that it had, whatever the locale makes of them.
      return prepare(folder, name, Objects.requireNonNull(file.getFileName()));
    } catch (FileSystemException e) {
      if (bytes(name) <= SHORT_NAME) {
        throw e;
      }
      return prepareShortened(folder, name);
    }
  }

  private Destination prepareShortened(Path folder, String name) throws IOException {
    String stem = stem(name);
    String ending = name.substring(stem.length());
    while (bytes(stem) + bytes(ending) > SHORT_NAME && !stem.isEmpty()) {
      stem = stem.substring(0, stem.offsetByCodePoints(stem.length(), -1));
    }
    return prepare(folder, stem + ending, Path.of(stem + ending));
  }

  private Destination prepare(Path folder, String name, Path own) throws IOException {
    Destination destination =
        Stream.concat(
                Stream.of(new Destination(folder.resolve(own), folder.resolve(name + RESULTS))),
                numbered(name)
                    .map(
                        each ->
                            new Destination(folder.resolve(each), folder.resolve(each + RESULTS))))
            .filter(this::isFree)
            .findFirst()
            .orElseThrow(
                () -> new FileSystemException(folder.toString(), null, "no name is free in it"));
    if (!Files.exists(destination.results())) {
      Path part = folder.resolve("." + destination.results().getFileName() + ".part");
      FileSystemUtils.deleteRecursively(part);
      FileSystemUtils.copyRecursively(imported.folder(), part);
      Files.move(part, destination.results(), StandardCopyOption.ATOMIC_MOVE);
    }
    return destination;
  }

  /** Moves the file; nothing that is there already is replaced. */
  void moveTo(Destination destination) throws IOException {
    Files.move(file, destination.file());
  }

  /** Without what makes a name unsafe, or what the locale has no bytes for. */
  private String nameInFolder() {
    String name = ShownName.of(file).replace('\uFFFD', '_');
    try {
      return Path.of(name).toString();
    } catch (InvalidPathException e) {
      return name.replaceAll("[^\\x20-\\x7E]", "_");
    }
  }

  /** With the import's number before the ending. */
  private Stream<String> numbered(String name) {
    String stem = stem(name) + "-" + imported.imported().id();
    String ending = name.substring(stem(name).length());
    return Stream.concat(
        Stream.of(stem + ending),
        IntStream.range(2, MOST_NAMES).mapToObj(i -> "%s-%d%s".formatted(stem, i, ending)));
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Also if a run that died has left this import's results there. */
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
          == imported.imported().id();
    } catch (IOException | JacksonException e) {
      return false;
    }
  }
}
