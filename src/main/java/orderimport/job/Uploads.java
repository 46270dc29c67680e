package orderimport.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import orderimport.carrier.CarriersSettings;
import orderimport.imports.History;
import orderimport.imports.History.Act;
import orderimport.imports.Import;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.Wishes;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files that people hand in. Each is kept under its import's number until its orders are placed, so
 * that it can be read anew.
 */
@Component
public class Uploads {
  private static final String RUNNER = "the page, which reads it anew";

  private final Imports imports;
  private final Wishes wishes;
  private final History history;
  private final Sources sources;
  private final ImportRuns runs;
  private final CarriersSettings carriers;
  private final Path folder;

  Uploads(
      Imports imports,
      Wishes wishes,
      History history,
      Sources sources,
      ImportRuns runs,
      CarriersSettings carriers,
      @Value("${order-import.data-dir:./data}") Path dataDir) {
    this.imports = imports;
    this.wishes = wishes;
    this.history = history;
    this.sources = sources;
    this.runs = runs;
    this.carriers = carriers;
    this.folder = dataDir.resolve("uploads");
  }

  /**
   * What became of a file.
   *
   * @param isNew false if its content was imported before, or is being: then nothing was done
   */
  public record Received(Import imported, boolean isNew) {}

  /**
   * Makes an import of a file, which is wanted to be read and to hold its orders; or has one go on
   * here that a machine has left which alone had its file.
   *
   * @param name as the person calls it; never used as a path
   * @param again a new import even of content that was imported before
   * @throws IOException if the file cannot be kept
   */
  public Received receive(Path file, String name, ImportOptions options, boolean again, String who)
      throws IOException {
    try (Sources.Copy copy = sources.take(file)) {
      ImportOptions holding = options.holding();
      return receive(
          copy,
          again
              ? imports.create(name, copy.sha256(), holding, carriers.environments())
              : imports.findOrCreate(name, copy.sha256(), holding, carriers.environments()),
          who);
    }
  }

  /** One at a time: between the wish and the file an import looks as if it were left. */
  private synchronized Received receive(Sources.Copy copy, Import imported, String who)
      throws IOException {
    long id = imported.id();
    if (!(isUntouched(imported) && wishes.read(id))) {
      // One that the command line was to place has to wait for somebody who may place.
      if (!imported.options().hold() || runs.canResume(id) || imports.beingWorkedOn(id)) {
        return new Received(imported, false);
      }
      wishes.goOn(id);
    }
    copy.keepFor(imported);
    keep(imported);
    history.add(id, who, Act.UPLOADED, null);
    return new Received(imported, true);
  }

  private static boolean isUntouched(Import imported) {
    return imported.state() == Import.State.RUNNING && imported.runner() == null;
  }

  private void keep(Import imported) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(of(imported.id()));
    try {
      Files.createLink(of(imported.id()), sources.of(imported));
    } catch (UnsupportedOperationException e) {
      Files.copy(sources.of(imported), of(imported.id()));
    }
  }

  private Path of(long importId) {
    return folder.resolve(String.valueOf(importId));
  }

  /** Whether the file of an import is still here to be read anew. */
  public boolean keeps(long importId) {
    return Files.exists(of(importId));
  }

  /**
   * Reads a file again, with other options: a new import takes the place of the old one, of which
   * no order may ever have been sent.
   *
   * @return the new import; empty if the old one cannot be replaced any more
   * @throws IOException if the file cannot be read
   */
  public Optional<Import> readAnew(long importId, ImportOptions options, String who)
      throws IOException {
    Import old = imports.get(importId);
    Optional<Lease> taken = keeps(importId) ? imports.take(importId, RUNNER) : Optional.empty();
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    try (Lease lease = taken.get();
        Sources.Copy copy = sources.take(of(importId))) {
      Import anew =
          imports.create(old.fileName(), copy.sha256(), options.holding(), carriers.environments());
      history.moveTo(anew.id(), importId);
      if (!imports.forget(lease)) {
        int code = old.exitCode() == null ? ExitCodes.STOPPED : old.exitCode();
        imports.finish(lease, old.state(), code);
        drop(anew);
        return Optional.empty();
      }
      copy.keepFor(anew);
      keep(anew);
      history.add(anew.id(), who, Act.READ_ANEW, String.valueOf(importId));
      wishes.read(anew.id());
      forget(importId);
      sources.forget(old);
      return Optional.of(anew);
    }
  }

  private void drop(Import anew) {
    imports
        .take(anew.id(), RUNNER)
        .ifPresent(
            lease -> {
              try (lease) {
                imports.forget(lease);
              }
            });
  }

  /** The file of an import need not be read again. */
  public void forget(long importId) {
    try {
      Files.deleteIfExists(of(importId));
    } catch (NoSuchFileException e) {
      // It is gone, as it should be.
    } catch (IOException e) {
      throw new UncheckedIOException("The copy of import %d stays".formatted(importId), e);
    }
  }
}
