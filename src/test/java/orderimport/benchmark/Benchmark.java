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
 * Arguments: the number of rounds, then what to measure: {@code csv}, {@code xlsx}, {@code small},
 * {@code different}, {@code million}, {@code history}, {@code placing}, {@code limit}, {@code
 * resume}, {@code preview}, {@code edit}, {@code start}, {@code jmh}; all if none is given; or the
 * path of another checkout to compare with. With {@code jmh} as the first argument only the inner
 * loops are measured, and the other arguments are passed to JMH.
 */
public final class Benchmark {
  private static final Path FOLDER = Path.of("target", "benchmark");
  private static final int ROWS = 200_000;
  private static final int MILLION = 1_000_000;
  private static final int ORDERS = 5_000;
  private static final int PREVIEWED = 20_000;
  private static final int EDITED = 20_000;
  private static final int EDITS_TO_WARM_UP = 100;
  private static final int EARLIER = 60_000;
  private static final int EARLIER_IMPORTS = 5;

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
                "csv",
                "xlsx",
                "small",
                "different",
                "million",
                "history",
                "placing",
                "limit",
                "resume",
                "preview",
                "edit",
                "start",
                "jmh");
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
      case "csv" -> compareWithTutorial(SiteFiles.csv(FOLDER, ROWS), ROWS);
      case "xlsx" -> compareWithTutorial(SiteFiles.xlsx(FOLDER, ROWS), ROWS);
      case "small" -> small();
      case "different" -> heterogeneous();
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
      case "edit" -> edit();
      case "start" -> start();
      case "jmh" -> innerLoops(List.of());
      default -> {
        if (!Files.isExecutable(Path.of(name, "order-import"))) {
          throw new IllegalArgumentException("There is nothing to measure called " + name);
        }
        other(Path.of(name));
      }
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

  private void compareWithTutorial(Path file, int rows) throws IOException, InterruptedException {
    List<Measured> tutorials = new ArrayList<>();
    List<Measured> own = new ArrayList<>();
    Map<LowerBound, List<Measured>> bounds = new EnumMap<>(LowerBound.class);
    for (int i = 0; i < rounds; i++) {
      tutorials.add(programs.tutorial(file));
      own.add(hold(file, ""));
      for (LowerBound bound : LowerBound.of(file)) {
        Path read = bound == LowerBound.COPY ? SiteFiles.csv(FOLDER, rows) : file;
        bounds
            .computeIfAbsent(bound, first -> new ArrayList<>())
            .add(programs.bound(bound, read, rows));
      }
    }
    Measured tutorial = Measured.median(tutorials);
    Measured ours = Measured.median(own);
    System.out.printf(
        "%s: tutorial job %s, order-import %s%n  %s%n",
        file.getFileName(), tutorial, ours, ours.ratiosTo(tutorial));
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
    List<Measured> tutorials = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      smalls.add(hold(small, "-Xmx256m"));
      larges.add(hold(large, "-Xmx256m"));
      // The tutorial job keeps a workbook in memory, which a million rows exceed.
      if (large.toString().endsWith(".csv")) {
        tutorials.add(programs.tutorial(large));
      }
    }
    Measured ofSmall = Measured.median(smalls);
    Measured ofLarge = Measured.median(larges);
    System.out.printf(
        "with -Xmx256m: %s %s, %s %s%n  %s%n",
        small.getFileName(), ofSmall, large.getFileName(), ofLarge, ofLarge.ratiosTo(ofSmall));
    if (!tutorials.isEmpty()) {
      Measured tutorial = Measured.median(tutorials);
      System.out.printf("  tutorial job %s: %s%n", tutorial, ofLarge.ratiosTo(tutorial));
    }
  }

  /**
   * Compares the files that most people import, with the tutorial job, and imports them a second
   * time.
   */
  private void small() throws IOException, InterruptedException {
    for (int rows : new int[] {20, 3_000}) {
      Path file = SiteFiles.csv(FOLDER, rows);
      compareWithTutorial(file, rows);
      List<Measured> seconds = new ArrayList<>();
      hold(file, "");
      for (int i = 0; i < rounds; i++) {
        seconds.add(programs.orderImport("", 0, "import", "--hold", "--again", file));
      }
      System.out.printf("  again: %s%n", Measured.median(seconds));
    }
  }

  /** Compares a file of which each text is different with the usual one. */
  private void heterogeneous() throws IOException, InterruptedException {
    List<Measured> usual = new ArrayList<>();
    List<Measured> different = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      usual.add(hold(SiteFiles.csv(FOLDER, ROWS), ""));
      different.add(hold(SiteFiles.heterogeneous(FOLDER, ROWS), ""));
    }
    Measured all = Measured.median(different);
    System.out.printf("each text different: %s%n  %s%n", all, all.ratiosTo(Measured.median(usual)));
  }

  /** Compares with the program of another, built checkout, on a database that has an import. */
  private void other(Path checkout) throws IOException, InterruptedException {
    // The other launcher builds what it caches.
    secondImport(checkout, SiteFiles.csv(FOLDER, 3_000));
    for (int rows : new int[] {20, 3_000, ROWS}) {
      Path file = SiteFiles.csv(FOLDER, rows);
      List<Measured> theirs = new ArrayList<>();
      List<Measured> ours = new ArrayList<>();
      for (int i = 0; i < rounds; i++) {
        theirs.add(secondImport(checkout, file));
        ours.add(secondImport(Path.of("."), file));
      }
      Measured own = Measured.median(ours);
      System.out.printf(
          "%s, second import: %s: %s, here: %s%n  %s%n",
          file.getFileName(),
          checkout,
          Measured.median(theirs),
          own,
          own.ratiosTo(Measured.median(theirs)));
    }
  }

  private Measured secondImport(Path checkout, Path file) throws IOException, InterruptedException {
    programs.reset();
    programs.orderImport(checkout, "import", "--hold", SiteFiles.csv(FOLDER, MILLION, 30));
    return programs.orderImport(checkout, "import", "--hold", file);
  }

  /** Compares an import with the same import after earlier ones and an analyze. */
  private void history() throws IOException, InterruptedException, SQLException {
    Path file = SiteFiles.csv(FOLDER, ROWS);
    List<Steps> firsts = new ArrayList<>();
    List<Steps> laters = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      Measured first = hold(file, "");
      try (Connection connection = programs.database()) {
        firsts.add(Steps.of(connection, first));
      }
      programs.reset();
      for (int earlier = 0; earlier < EARLIER_IMPORTS; earlier++) {
        Path other = SiteFiles.csv(FOLDER, ROWS + earlier * EARLIER, EARLIER);
        programs.orderImport("", 0, "import", "--hold", other);
      }
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
        "%d rows in an empty database: %s%n  after %d imports of %d rows and analyze: %s%n"
            + "  ratios: %s, total %.2f%n",
        ROWS,
        first,
        EARLIER_IMPORTS,
        EARLIER,
        later,
        later.ratiosTo(first),
        later.total() / first.total());
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
    List<Measured> tutorials = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds, 3); i++) {
      tutorials.add(programs.tutorial(file));
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
        "resume after a kill at 90 %% of %s: %.1f s of %.1f s, ratio %.2f; to the tutorial job's"
            + " %.2f%n"
            + "  lower bound: without repeated work %.1f s, ratio %.2f; start and report alone %.2f%n"
            + "  the whole import: %s%n  resumed: %s%n",
        table,
        rest,
        whole,
        rest / whole,
        rest / Measured.median(tutorials).seconds(),
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
        previews.add(new Measured(upload.seconds(), 0, 0, 0, 0));
        fewest = Math.min(fewest, upload.events());
      }
    }
    double validation = Measured.median(validations).seconds();
    double preview = Measured.median(previews).seconds();
    System.out.printf(
        "%s: validate %.1f s, preview on the page %.1f s, ratio %.2f, at least %d progress events%n",
        file.getFileName(), validation, preview, preview / validation, fewest);
  }

  /**
   * Compares an edit on the page in a file of 20,000 orders with one in a file of one order, which
   * is validated again. The two take turns.
   */
  private void edit() throws IOException, InterruptedException {
    programs.reset();
    try (Preview page = Preview.start(programs)) {
      long one = page.upload(SiteFiles.csv(FOLDER, 3)).importId();
      long many = page.upload(SiteFiles.csv(FOLDER, 3 * EDITED)).importId();
      List<Double> ofOne = new ArrayList<>();
      List<Double> ofMany = new ArrayList<>();
      for (int i = 0; i < EDITS_TO_WARM_UP + 20 * rounds; i++) {
        double first = page.edit(one);
        double second = page.edit(many);
        if (i >= EDITS_TO_WARM_UP) {
          ofOne.add(first);
          ofMany.add(second);
        }
      }
      double validation = quantile(ofOne, 0.5);
      double edit = quantile(ofMany, 0.5);
      System.out.printf(
          "edit on the page: one order %.0f ms, %,d orders %.0f ms (95 %% within %.0f ms), ratio %.2f%n",
          validation, EDITED, edit, quantile(ofMany, 0.95), edit / validation);
    }
  }

  private static double quantile(List<Double> all, double part) {
    return all.stream().sorted().skip((long) (part * all.size())).findFirst().orElseThrow();
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
