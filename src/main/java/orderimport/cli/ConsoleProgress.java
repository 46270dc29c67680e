package orderimport.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import orderimport.imports.ProgressListener;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * Shows progress on standard error: a bar on a terminal, otherwise a line at most every 10 seconds.
 */
final class ConsoleProgress implements ProgressListener, AutoCloseable {
  private static final long LINE_EVERY_NANOS = 10_000_000_000L;

  private static final long TICK_MILLIS = 1_000;
  private static final String PLACING = "placing";

  private final RootCommand rootCommand;
  private final String name;
  private final boolean terminal;
  private final Map<String, Long> placed = new TreeMap<>();
  // Updates the time left while a rate limit pauses placement, which can take a minute.
  private final Timer clock = new Timer("progress", true);
  private final EtaEstimator etaEstimator = new EtaEstimator();
  private long rows;
  private long addresses;
  private long orders;
  private long toPlace;
  private long lastLine = System.nanoTime();
  private String phase = "";
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
    show("reading", rows, -1, "rows");
  }

  @Override
  public synchronized void addressesLookedUp(int more) {
    addresses += more;
    show("looking up", addresses, -1, "addresses");
  }

  @Override
  public synchronized void ordersBuilt(int more) {
    orders += more;
    show("checking", orders, -1, "orders");
  }

  @Override
  public synchronized void placing(String carrier, long waiting, Duration atLeast) {
    toPlace += waiting;
    etaEstimator.placing(carrier, waiting, atLeast, now());
  }

  @Override
  public synchronized void placed(String carrier, String status) {
    placed.merge(status, 1L, Long::sum);
    etaEstimator.placed(carrier);
    show(PLACING, done(), toPlace, "orders");
  }

  private synchronized void tick() {
    if (!closed && done() < toPlace) {
      show(PLACING, done(), toPlace, "orders");
    }
  }

  private long done() {
    return placed.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public synchronized void reporting() {
    show("writing results", 0, -1, "");
  }

  @Override
  public synchronized void onMessage(Text message) {
    if (!rootCommand.quiet()) {
      closeBar();
      rootCommand.err().println(rootCommand.texts().render(message));
    }
  }

  private void show(String nextPhase, long at, long of, String unit) {
    if (rootCommand.quiet()) {
      return;
    }
    boolean changed = !phase.equals(nextPhase);
    phase = nextPhase;
    if (terminal) {
      showBar(changed, at, of, unit);
    } else if (changed || System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      String amount = of >= 0 ? "%d of %d".formatted(at, of) : changed ? "" : "" + at;
      String what =
          Stream.of(phase, amount, unit)
              .filter(word -> !word.isEmpty())
              .collect(Collectors.joining(" "));
      rootCommand.err().printf("%s: %s%s%n", name, what, outcomes());
    }
  }

  private static Duration now() {
    return Duration.ofNanos(System.nanoTime());
  }

  private void showBar(boolean changed, long at, long of, String unit) {
    ProgressBar shown = bar;
    if (changed || shown == null) {
      closeBar();
      shown =
          new ProgressBarBuilder()
              .setTaskName("%s: %s".formatted(name, phase))
              .setInitialMax(of)
              .setUnit(unit.isEmpty() ? "" : " " + unit, 1)
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
        (status, count) -> text.append(", %d %s".formatted(count, StatusNames.ofStatus(status))));
    String left = phase.equals(PLACING) ? etaEstimator.text(now()) : "";
    return left.isEmpty() ? text.toString() : text + ", " + left;
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
