package orderimport.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import orderimport.ForkFolder;
import orderimport.cli.CommandLineRun;
import orderimport.cli.CommandLineRun.Workspace;
import orderimport.database.DataFolder;
import orderimport.database.EmbeddedPostgres;

/** A data folder whose server stays up, a counterpart, and programs that meet there. */
final class CrashTestEnvironment implements AutoCloseable {
  /** One for all tests of this JVM. */
  static final Path DATA = DataFolder.at(ForkFolder.of("data")).path();

  private static final Path FILES = ForkFolder.of("files").toAbsolutePath();

  /** Whichever test comes first in this JVM makes them. */
  private static boolean hasTables;

  private final EmbeddedPostgres postgres = EmbeddedPostgres.open(DATA);
  private final FakeCarriers fakeCarriers;
  private final Path config;
  private final List<ChildProcess> children = new ArrayList<>();

  /**
   * @param more a further setting of each carrier
   */
  CrashTestEnvironment(int concurrency, String more) throws IOException {
    Files.createDirectories(FILES);
    fakeCarriers = new FakeCarriers();
    config = Files.createTempFile(FILES, "config", ".yml");
    Files.writeString(config, fakeCarriers.config(concurrency, more));
    makeTables(config);
  }

  private static void makeTables(Path config) {
    if (!hasTables) {
      hasTables = run(config, "list").code() == 0;
    }
  }

  /** A name for orders that no other test has. */
  static String unique(String word) {
    return word + Long.toString(System.nanoTime(), 36);
  }

  FakeCarriers counterpart() {
    return fakeCarriers;
  }

  LedgerAudit books() {
    return new LedgerAudit(DATA, postgres);
  }

  Path config() {
    return config;
  }

  Path write(OrderSheet sheet) throws IOException {
    return sheet.write(Files.createTempFile(FILES, "sites", ".csv"));
  }

  /** Runs a command to its end, in a process that has run others before. */
  CommandLineRun run(Object... arguments) {
    return run(config, arguments);
  }

  /** Runs a command with another configuration. */
  static CommandLineRun run(Path config, Object... arguments) {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--data-dir", DATA.toAbsolutePath(), "--config", config.toAbsolutePath()));
    return Workspace.empty(Map.of()).run(words.toArray());
  }

  /** Starts a command in a process of its own. */
  ChildProcess startAlone(Object... arguments) {
    return kept(ChildProcess.start(DATA, config, Map.of(), arguments));
  }

  /** Starts a command in a process that may have run others. */
  ChildProcess start(Object... arguments) {
    return start(Map.of(), arguments);
  }

  ChildProcess start(Map<String, String> settings, Object... arguments) {
    return kept(ChildProcess.startHosted(DATA, config, settings, arguments));
  }

  private ChildProcess kept(ChildProcess childProcess) {
    children.add(childProcess);
    return childProcess;
  }

  /** Starts the program by another command than the usual one. */
  ChildProcess launch(List<String> command, Object... arguments) {
    return kept(ChildProcess.start(command, DATA, config, arguments));
  }

  /** Starts a program that waits at a point of {@link CrashPoints} until it is let go. */
  ChildProcess startAndHold(String point, Object... arguments) {
    letGo();
    return held(start(holdingAt(point), arguments));
  }

  /** As {@link #startAndHold}, in a process of its own. */
  ChildProcess startAloneAndHold(String point, Object... arguments) {
    letGo();
    return held(kept(ChildProcess.start(DATA, config, holdingAt(point), arguments)));
  }

  private static Map<String, String> holdingAt(String point) {
    return Map.of("crash.point", point, "crash.marker", marker().toString());
  }

  private static ChildProcess held(ChildProcess childProcess) {
    await(() -> Files.exists(marker()) || !childProcess.isAlive());
    return childProcess;
  }

  void letGo() {
    try {
      Files.deleteIfExists(marker());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path marker() {
    return FILES.resolve("held");
  }

  static void await(BooleanSupplier condition) {
    await(condition, Duration.ofSeconds(60));
  }

  static void await(BooleanSupplier condition, Duration longest) {
    long deadline = System.nanoTime() + longest.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("It does not come to pass");
      }
      try {
        Thread.sleep(2);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    children.forEach(ChildProcess::close);
    letGo();
    fakeCarriers.close();
    postgres.close();
  }
}
