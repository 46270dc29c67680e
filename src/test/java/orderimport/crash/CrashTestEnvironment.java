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

/**
 * A data directory whose database server stays up, fake carriers, and the programs that use both.
 */
final class CrashTestEnvironment implements AutoCloseable {
  /** Shared by all tests of this JVM. */
  static final Path DATA = DataFolder.at(ForkFolder.of("data")).path();

  private static final Path FILES = ForkFolder.of("files").toAbsolutePath();

  /** Whichever test comes first in this JVM makes them. */
  private static boolean hasTables;

  private final EmbeddedPostgres postgres = EmbeddedPostgres.open(DATA);
  private final FakeCarriers fakeCarriers;
  private final Path config;
  private final List<ChildProcess> children = new ArrayList<>();

  /**
   * @param extraSetting of each carrier; may be empty
   */
  CrashTestEnvironment(int concurrency, String extraSetting) throws IOException {
    fakeCarriers = new FakeCarriers();
    config = newFile("config", ".yml");
    Files.writeString(config, fakeCarriers.config(concurrency, extraSetting));
    createTables(config);
  }

  private static void createTables(Path config) {
    if (!hasTables) {
      hasTables = run(config, "list").code() == 0;
    }
  }

  /** A name for orders that no other test uses. */
  static String unique(String prefix) {
    return prefix + Long.toString(System.nanoTime(), 36);
  }

  FakeCarriers carriers() {
    return fakeCarriers;
  }

  /**
   * Sets telecomx to check addresses.
   *
   * @param extraSettings of telecomx, one a line
   */
  CrashTestEnvironment checkingAddresses(String... extraSettings) throws IOException {
    String settings = "    telecomx:\n      address-check: true\n";
    for (String extra : extraSettings) {
      settings += "      " + extra + "\n";
    }
    Files.writeString(config, Files.readString(config).replace("    telecomx:\n", settings));
    // What another test has looked up; the table is missing before the first command.
    ledgerAudit()
        .sql()
        .sql(
            "do 'begin if to_regclass(''address_lookup'') is not null then"
                + " delete from address_lookup; end if; end'")
        .update();
    return this;
  }

  LedgerAudit ledgerAudit() {
    return new LedgerAudit(DATA, postgres);
  }

  Path config() {
    return config;
  }

  Path write(OrderSheet sheet) throws IOException {
    return sheet.write(newFile("sites", ".csv"));
  }

  static Path newFile(String prefix, String suffix) throws IOException {
    return Files.createTempFile(Files.createDirectories(FILES), prefix, suffix);
  }

  /** Runs a command until it exits, in a process that runs several. */
  CommandLineRun run(Object... arguments) {
    return run(config, arguments);
  }

  /** Runs a command with another configuration. */
  static CommandLineRun run(Path config, Object... arguments) {
    List<Object> withOptions = new ArrayList<>(List.of(arguments));
    withOptions.addAll(
        List.of("--data-dir", DATA.toAbsolutePath(), "--config", config.toAbsolutePath()));
    return Workspace.empty(Map.of()).run(withOptions.toArray());
  }

  /** Starts a command in its own process. */
  ChildProcess startAlone(Object... arguments) {
    return register(ChildProcess.start(DATA, config, Map.of(), arguments));
  }

  /** Starts a command in a process that may have run other commands. */
  ChildProcess start(Object... arguments) {
    return start(Map.of(), arguments);
  }

  ChildProcess start(Map<String, String> settings, Object... arguments) {
    return register(ChildProcess.startHosted(DATA, config, settings, arguments));
  }

  private ChildProcess register(ChildProcess childProcess) {
    children.add(childProcess);
    return childProcess;
  }

  /** Starts the program with a command other than the usual one. */
  ChildProcess launch(List<String> command, Object... arguments) {
    return register(ChildProcess.start(command, DATA, config, arguments));
  }

  /** Starts a program and waits until it pauses at a point of {@link CrashPoints}. */
  ChildProcess startAndPauseAt(String point, Object... arguments) {
    release();
    return awaitPause(start(pausingAt(point), arguments));
  }

  /** As {@link #startAndPauseAt}, in its own process. */
  ChildProcess startAloneAndPauseAt(String point, Object... arguments) {
    release();
    return awaitPause(register(ChildProcess.start(DATA, config, pausingAt(point), arguments)));
  }

  private static Map<String, String> pausingAt(String point) {
    return Map.of("crash.point", point, "crash.marker", marker().toString());
  }

  private static ChildProcess awaitPause(ChildProcess childProcess) {
    await(() -> Files.exists(marker()) || !childProcess.isAlive());
    return childProcess;
  }

  void release() {
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

  static void await(BooleanSupplier condition, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Timed out waiting for a condition");
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
    release();
    fakeCarriers.close();
    postgres.close();
  }
}
