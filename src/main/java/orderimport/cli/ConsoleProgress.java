package orderimport.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import orderimport.imports.ProgressListener;
import orderimport.problem.Text;
import orderimport.report.ResultStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Shows progress on standard error: a bar on a terminal, otherwise a line at most every 10 seconds.
 */
final class ConsoleProgress implements ProgressListener, AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private static final long TICK_MILLIS = 1_000;

  private final RootCommand rootCommand;
  private final String name;
  private final boolean terminal;
  private final Map<ResultStatus, Long> placed = new TreeMap<>();
  // Updates the time left while a rate limit pauses placement, which can take a minute.
  private final Timer clock = new Timer("progress", true);
  private final EtaEstimator etaEstimator = new EtaEstimator();
  private long rows;
  private long addresses;
  private long orders;
  private long toPlace;
  private long lastLine = System.nanoTime();
  private @Nullable CliText phase;
  private boolean closed;
  private @Nullable ProgressBar bar;

  private ConsoleProgress(RootCommand rootCommand, String name, boolean terminal) {
    this.rootCommand = rootCommand;
    this.name = name;
    this.terminal = terminal;
    clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            tick();
          }
        },
        TICK_MILLIS,
        TICK_MILLIS);
  }

  static ConsoleProgress of(RootCommand rootCommand, String name) {
    return new ConsoleProgress(rootCommand, name, CommandLine.Help.Ansi.AUTO.enabled());
  }

  @Override
  public synchronized void rowsRead(int more) {
    rows += more;
    show(CliText.PROGRESS_READING, CliText.PROGRESS_READING_SO_FAR.text(rows), rows, -1);
  }

  @Override
  public synchronized void addressesLookedUp(int more) {
    addresses += more;
    show(
        CliText.PROGRESS_LOOKING_UP,
        CliText.PROGRESS_LOOKING_UP_SO_FAR.text(addresses),
        addresses,
        -1);
  }

  @Override
  public synchronized void ordersBuilt(int more) {
    orders += more;
    show(CliText.PROGRESS_CHECKING, CliText.PROGRESS_CHECKING_SO_FAR.text(orders), orders, -1);
  }

  @Override
  public synchronized void placing(String carrier, long waiting, Duration atLeast) {
    toPlace += waiting;
    etaEstimator.placing(carrier, waiting, atLeast, now());
  }

  @Override
  public synchronized void placed(String carrier, String status) {
    placed.merge(ResultStatus.valueOf(status), 1L, Long::sum);
    etaEstimator.placed(carrier);
    showPlacing();
  }

  private synchronized void tick() {
    if (!closed && done() < toPlace) {
      showPlacing();
    }
  }

  private long done() {
    return placed.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void reporting() {
    show(CliText.PROGRESS_WRITING, CliText.PROGRESS_WRITING.text(), 0, -1);
  }

  @Override
  public synchronized void onMessage(Text message) {
    if (!rootCommand.quiet()) {
      closeBar();
      rootCommand.printErr(message);
    }
  }

  private void showPlacing() {
    show(
        CliText.PROGRESS_PLACING,
        CliText.PROGRESS_PLACING_SO_FAR.text(done(), toPlace),
        done(),
        toPlace);
  }

  /**
   * @param of the total; -1 if it is not known
   */
  private void show(CliText nextPhase, Text soFar, long at, long of) {
    if (rootCommand.quiet()) {
      return;
    }
    boolean changed = phase != nextPhase;
    phase = nextPhase;
    if (terminal) {
      showBar(nextPhase, changed, at, of);
    } else if (changed || System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      String what = rootCommand.texts().render(changed && of < 0 ? nextPhase.text() : soFar);
      rootCommand.err().printf("%s: %s%s%n", name, what, outcomes());
    }
  }

  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  private void showBar(CliText nextPhase, boolean changed, long at, long of) {
    ProgressBar shown = bar;
    if (changed || shown == null) {
      closeBar();
      shown =
          new ProgressBarBuilder()
              .setTaskName("%s: %s".formatted(name, rootCommand.texts().render(nextPhase.text())))
              .setInitialMax(of)
              .setUnit("", 1)
              .setStyle(ProgressBarStyle.ASCII)
              .hideEta()
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
      bar = shown;
    }
    shown.maxHint(of);
    shown.stepTo(at);
    shown.setExtraMessage(outcomes().replaceFirst("^, ", ""));
  }

  private String outcomes() {
    StringBuilder text = new StringBuilder();
    placed.forEach(
        (status, count) ->
            text.append(", %d %s".formatted(count, rootCommand.texts().render(status.text()))));
    Text left = phase == CliText.PROGRESS_PLACING ? etaEstimator.text(now()) : null;
    return left == null ? text.toString() : text + ", " + rootCommand.texts().render(left);
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  @Override
  public synchronized void close() {
    clock.cancel();
    closed = true;
    closeBar();
  }
}
