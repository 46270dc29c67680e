package orderimport.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import orderimport.database.EmbeddedPostgres;
import org.openjdk.jmh.Main;

/**
 * Compares the speed and memory of the program with the job that its users would write instead.
 * Arguments: the number of rounds, then what to measure: {@code csv}, {@code xlsx}, {@code
 * million}, {@code history}, {@code placing}, {@code limit}, {@code resume}, {@code preview},
 * {@code start}, {@code jmh}; all if none is given. With {@code jmh} as the first argument only the
 * inner loops are measured, and the other arguments are passed to JMH.
 */
public final class Benchmark {
  private static final Path FOLDER = Path.of("target", "benchmark");
  private static final int ROWS = 200_000;
  private static final int MILLION = 1_000_000;
  private static final int ORDERS = 5_000;
  private static final int PREVIEWED = 20_000;
  private static final int EARLIER = 30_000;

  private final Programs programs;
  private final int rounds;

  private Benchmark(Programs programs, int rounds) {
    this.programs = programs;
    this.rounds = rounds;
  }

  public static void main(String[] arguments) throws Exception {
    Files.createDirectories(FOLDER);
    if (arguments.length > 0 && arguments[0].equals("jmh")) {
      innerLoops(List.of(arguments).subList(1, arguments.length));
      return;
    }
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    List<String> requested =
        arguments.length > 1
            ? List.of(arguments).subList(1, arguments.length)
            : List.of(
                "csv", "xlsx", "million", "history", "placing", "limit", "resume", "preview",
                "start", "jmh");
    try (EmbeddedPostgres postgres = EmbeddedPostgres.open(FOLDER.resolve("database"))) {
      Benchmark benchmark = new Benchmark(new Programs(FOLDER, postgres), rounds);
      benchmark.warmUp();
      for (String name : requested) {
        benchmark.measure(name);
      }
    }
  }

  private void measure(String name) throws Exception {
    switch (name) {
      case "csv" -> compareWithTutorial(SiteFiles.csv(FOLDER, ROWS));
      case "xlsx" -> compareWithTutorial(SiteFiles.xlsx(FOLDER, ROWS));
      case "million" -> {
        growth(SiteFiles.csv(FOLDER, ROWS), SiteFiles.csv(FOLDER, MILLION));
        growth(SiteFiles.xlsx(FOLDER, ROWS), SiteFiles.xlsx(FOLDER, MILLION));
      }
      case "history" -> history();
      case "placing" -> placing();
      case "limit" -> limit();
      case "resume" -> {
        resume("stage", "row_block", ROWS / 1_250);
        resume("build", "orders", ROWS / 3);
      }
      case "preview" -> {
        preview(SiteFiles.csv(FOLDER, PREVIEWED));
        preview(SiteFiles.xlsx(FOLDER, PREVIEWED));
      }
      case "start" -> start();
      case "jmh" -> innerLoops(List.of());
      default -> throw new IllegalArgumentException("There is nothing to measure called " + name);
    }
  }

  /** Lets the launcher build all that it caches. */
  private void warmUp() throws IOException, InterruptedException {
    for (int i = 0; i < 3; i++) {
      programs.reset();
      hold(SiteFiles.csv(FOLDER, 3_000), "");
    }
  }

  private Measured hold(Path file, String memory) throws IOException, InterruptedException {
    programs.reset();
    return programs.orderImport(memory, 0, "import", "--hold", file);
  }

  private void compareWithTutorial(Path file) throws IOException, InterruptedException {
    List<Measured> tutorials = new ArrayList<>();
    List<Measured> own = new ArrayList<>();
    Map<LowerBound, List<Measured>> bounds = new EnumMap<>(LowerBound.class);
    for (int i = 0; i < rounds; i++) {
      tutorials.add(programs.tutorial(file));
      own.add(hold(file, ""));
      for (LowerBound bound : LowerBound.of(file)) {
        Path read = bound == LowerBound.COPY ? SiteFiles.csv(FOLDER, ROWS) : file;
        bounds
            .computeIfAbsent(bound, first -> new ArrayList<>())
            .add(programs.bound(bound, read, ROWS));
      }
    }
    Measured tutorial = Measured.median(tutorials);
    Measured ours = Measured.median(own);
    System.out.printf(
        "%s: tutorial job %.1f s (%.0f MB), order-import %.1f s (%.0f MB), ratio %.2f%n",
        file.getFileName(),
        tutorial.seconds(),
        tutorial.megabytes(),
        ours.seconds(),
        ours.megabytes(),
        ours.seconds() / tutorial.seconds());
    bounds.forEach(
        (bound, all) -> {
          double seconds = Measured.median(all).seconds();
          System.out.printf(
              "  lower bound: %s %.1f s (a whole process), %.2f of order-import%n",
              bound.label(), seconds, seconds / ours.seconds());
        });
  }

  private void growth(Path small, Path large) throws IOException, InterruptedException {
    List<Measured> smalls = new ArrayList<>();
    List<Measured> larges = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      smalls.add(hold(small, "-Xmx256m"));
      larges.add(hold(large, "-Xmx256m"));
    }
    Measured ofSmall = Measured.median(smalls);
    Measured ofLarge = Measured.median(larges);
    System.out.printf(
        "%s with -Xmx256m: %.1f s (%.0f MB), %s: %.1f s (%.0f MB), time %.2f, memory %.2f%n",
        small.getFileName(),
        ofSmall.seconds(),
        ofSmall.megabytes(),
        large.getFileName(),
        ofLarge.seconds(),
        ofLarge.megabytes(),
        ofLarge.seconds() / ofSmall.seconds(),
        ofLarge.megabytes() / ofSmall.megabytes());
  }

  /** Compares an import with the same import after an earlier one and an analyze. */
  private void history() throws IOException, InterruptedException, SQLException {
    Path file = SiteFiles.csv(FOLDER, ROWS);
    List<Steps> firsts = new ArrayList<>();
    List<Steps> laters = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      Measured first = hold(file, "");
      try (Connection connection = programs.database()) {
        firsts.add(Steps.of(connection, first));
      }
      hold(SiteFiles.csv(FOLDER, EARLIER), "");
      try (Connection connection = programs.database();
          Statement statement = connection.createStatement()) {
        statement.execute("analyze");
        Measured later = programs.orderImport("", 0, "import", "--hold", file);
        laters.add(Steps.of(connection, later));
      }
    }
    Steps first = Steps.median(firsts);
    Steps later = Steps.median(laters);
    System.out.printf(
        "%d rows in an empty database: %s%n  after %d rows and analyze: %s%n  ratios: %s%n",
        ROWS, first, EARLIER, later, later.ratiosTo(first));
  }

  private void placing() throws IOException, InterruptedException {
    Duration latency = Duration.ofMillis(50);
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      long[] arrivals = place(latency, ORDERS, "");
      double rate = (arrivals.length - 1) * 1e9 / (arrivals[arrivals.length - 1] - arrivals[0]);
      double most = 16 * 1e3 / latency.toMillis();
      System.out.printf(
          "placing %d orders, 16 at once, response after %d ms: %.0f of %.0f a second, ratio %.2f%n",
          arrivals.length, latency.toMillis(), rate, most, rate / most);
    }
  }

  private void limit() throws IOException, InterruptedException {
    int requests = 600;
    Duration window = Duration.ofMinutes(1);
    long[] arrivals =
        place(Duration.ofMillis(50), 3 * requests + 1, "rate-limit: {requests: 600, per: 1m}");
    int worst = 0;
    for (int from = 0, to = 0; to < arrivals.length; to++) {
      while (arrivals[to] - arrivals[from] >= window.toNanos()) {
        from++;
      }
      worst = Math.max(worst, to - from + 1);
    }
    double windows = (arrivals[3 * requests] - arrivals[0]) / (double) window.toNanos();
    System.out.printf(
        "placing at %d a minute: rate %.3f of the limit, worst window %.3f of it%n",
        requests, 3 / windows, worst / (double) requests);
  }

  private long[] place(Duration latency, int orders, String extraSetting)
      throws IOException, InterruptedException {
    try (SlowCarrier carrier = new SlowCarrier(latency)) {
      Path config = programs.write("slow-carrier.yml", carrier.config(extraSetting));
      programs.reset();
      Path file = SiteFiles.csv(FOLDER, 3 * orders);
      programs.orderImport("", 0, "import", "--config", config, file);
      long[] arrivals = carrier.arrivals();
      if (arrivals.length != orders) {
        throw new IllegalStateException(arrivals.length + " requests for " + orders + " orders");
      }
      return arrivals;
    }
  }

  /**
   * Kills an import when a step has written nine tenths of its rows, and resumes it; compares the
   * time with that of the whole import, and with the least possible if no work is repeated.
   */
  private void resume(String step, String table, int most)
      throws IOException, InterruptedException, SQLException {
    Path file = SiteFiles.csv(FOLDER, ROWS);
    List<Measured> wholes = new ArrayList<>();
    List<Measured> rests = new ArrayList<>();
    List<Steps> ofWholes = new ArrayList<>();
    List<Steps> ofRests = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      wholes.add(hold(file, ""));
      try (Connection connection = programs.database()) {
        ofWholes.add(Steps.of(connection, wholes.get(i)));
      }
      programs.reset();
      Process process = programs.start("import", "--hold", file);
      try (Connection connection = programs.database()) {
        while (count(connection, table) < most * 9L / 10) {
          Thread.sleep(30);
        }
        process.destroyForcibly().waitFor();
        rests.add(programs.orderImport("", 0, "resume", 1));
        ofRests.add(Steps.of(connection, rests.get(i)));
      }
    }
    double whole = Measured.median(wholes).seconds();
    double rest = Measured.median(rests).seconds();
    Steps steps = Steps.median(ofWholes);
    double least = whole - 0.9 * steps.of(step) - (step.equals("build") ? steps.of("stage") : 0);
    System.out.printf(
        "resume after a kill at 90 %% of %s: %.1f s of %.1f s, ratio %.2f%n"
            + "  lower bound: without repeated work %.1f s, ratio %.2f; start and report alone %.2f%n"
            + "  the whole import: %s%n  resumed: %s%n",
        table,
        rest,
        whole,
        rest / whole,
        least,
        least / whole,
        (steps.of(Steps.START) + steps.of("report")) / whole,
        steps,
        Steps.median(ofRests));
  }

  private static void innerLoops(List<String> options) throws IOException {
    List<String> all = new ArrayList<>(List.of("-foe", "true"));
    all.addAll(options);
    Main.main(all.toArray(String[]::new));
  }

  private static long count(Connection connection, String table) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from " + table)) {
      result.next();
      return result.getLong(1);
    } catch (SQLException notYetThere) {
      return 0;
    }
  }

  /**
   * Compares the preview of an upload on the page with a dry run of the same file on the command
   * line.
   */
  private void preview(Path file) throws IOException, InterruptedException {
    List<Measured> validations = new ArrayList<>();
    List<Measured> previews = new ArrayList<>();
    int fewest = Integer.MAX_VALUE;
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      programs.reset();
      validations.add(programs.orderImport("", 0, "validate", file));
      programs.reset();
      try (Preview page = Preview.start(programs)) {
        Preview.Upload upload = page.upload(file);
        previews.add(new Measured(upload.seconds(), 0));
        fewest = Math.min(fewest, upload.events());
      }
    }
    double validation = Measured.median(validations).seconds();
    double preview = Measured.median(previews).seconds();
    System.out.printf(
        "%s: validate %.1f s, preview on the page %.1f s, ratio %.2f, at least %d progress events%n",
        file.getFileName(), validation, preview, preview / validation, fewest);
  }

  private void start() throws IOException, InterruptedException {
    List<Measured> empty = new ArrayList<>();
    List<Measured> help = new ArrayList<>();
    for (int i = 0; i < 3 * rounds; i++) {
      empty.add(
          programs.measure(
              List.of("java", "-cp", "target/test-classes", EmptyProgram.class.getName()),
              Map.of(),
              0));
      help.add(programs.measure(List.of("./order-import", "--help"), Map.of(), 0));
    }
    double bound = Measured.median(empty).seconds();
    double ours = Measured.median(help).seconds();
    System.out.printf(
        "--help: %.2f s, an empty program %.2f s, ratio %.1f%n", ours, bound, ours / bound);
  }
}
