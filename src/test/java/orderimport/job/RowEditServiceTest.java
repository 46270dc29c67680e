package orderimport.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import orderimport.OrderImport;
import orderimport.ShippedConfiguration;
import orderimport.database.TestDatabase;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.Import.State;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.imports.ProgressListener;
import orderimport.imports.StagedRows;
import orderimport.imports.WorkRequests;
import orderimport.imports.WorkRequests.PlacementPreview;
import orderimport.job.EditResult.Current;
import orderimport.job.EditResult.Edited;
import orderimport.report.ImportCounts;
import orderimport.report.Reports;
import orderimport.report.ResultStatus;
import orderimport.spreadsheet.Cell;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Editing rows of an import in place. The reference is an import of a file that has the edited rows
 * from the start.
 */
@SpringBootTest(
    classes = OrderImport.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties =
        "spring.config.location=classpath:order-import.properties,"
            + "classpath:job-config/application.yml")
@ContextConfiguration(initializers = ShippedConfiguration.class)
@Timeout(300)
class RowEditServiceTest {
  private static final TestDatabase.Database DATABASE = TestDatabase.database();
  private static final String HEADINGS =
      "carrier,order_ref,type,address.address,address.zip,address.city";
  private static final int CARRIER = 0;
  private static final int ORDER_REF = 1;
  private static final int TYPE = 2;
  private static final int ZIP = 4;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path data;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::url);
    registry.add("spring.datasource.username", DATABASE::username);
    registry.add("spring.datasource.password", DATABASE::password);
    registry.add("order-import.data-dir", data::toString);
  }

  @Autowired ImportService importService;
  @Autowired RowEditService editService;
  @Autowired Imports imports;
  @Autowired StagedRows stagedRows;
  @Autowired AuditLog auditLog;
  @Autowired WorkRequests workRequests;
  @Autowired Reports reports;
  @Autowired DataSource dataSource;

  @Test
  void a_fixed_cell_makes_its_order_valid_and_placeable_once() throws IOException {
    long id = read("telecomx,F-1,DSLX,Storegade 1,8000,Aarhus", site("F-2"));

    assertThat(edit(id, set(2, TYPE, "DSLX", "DSL"))).isEqualTo(1);

    assertThat(orders(id)).containsExactly("F-1 HELD", "F-2 HELD");
    assertThat(problems(id)).isEmpty();
    assertThat(imports.get(id).state()).isEqualTo(State.HELD);
    assertThat(imports.get(id).exitCode()).isZero();
    assertThat(importService.place(id, ProgressListener.NONE).exitCode()).isZero();
    assertThat(orders(id)).containsExactly("F-1 ACCEPTED", "F-2 ACCEPTED");
    assertThat(
            number(
                "select count(*) from attempt a join orders o on o.id = order_id where import_id = ?",
                id))
        .isEqualTo(2);
    assertThat(lines(id, "rows.csv")).anyMatch(line -> line.contains(",F-1,ACCEPTED,"));
    assertThat(lines(id, "orders.jsonl")).anyMatch(line -> line.contains("DSL"));
  }

  @Test
  @Tag("long")
  void all_equal_values_of_20_000_rows_are_replaced_at_once() throws IOException {
    int rows = 20_000;
    long id = read(sites("M", rows));
    // The database then does not expect that there are invalid orders.
    JdbcClient.create(dataSource).sql("analyze orders, problem").update();

    for (String[] values : new String[][] {{"DSL", "DSLX"}, {"DSLX", "DSL"}}) {
      assertThat(editService.replaceAll(id, 0, TYPE, values[0], values[1], "anna"))
          .isInstanceOfSatisfying(
              Edited.class, edited -> assertThat(edited.changes()).isEqualTo(rows));
      ResultStatus status = values[1].equals("DSL") ? ResultStatus.HELD : ResultStatus.INVALID;
      assertThat(reports.counts(id).orders(status)).isEqualTo(rows);
      assertThat(reports.counts(id).rows(status)).isEqualTo(rows);
    }
    assertThat(editService.undo(id, "anna")).isInstanceOf(Edited.class);
    assertThat(reports.counts(id).orders(ResultStatus.INVALID)).isEqualTo(rows);
    assertThat(editService.redo(id, "anna")).isInstanceOf(Edited.class);

    // Validating its one order, and storing the edit, costs the same in a file of few rows.
    long few = read(sites("N", 20));
    assertThat(nanosOfEdit(id)).isLessThan(20 * nanosOfEdit(few));
  }

  private static String[] sites(String prefix, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(row -> "telecomx,%s-%d,DSL,Storegade 1,8000,Aarhus".formatted(prefix, row))
        .toArray(String[]::new);
  }

  /** The median time of an edit of one cell. */
  private long nanosOfEdit(long id) {
    return LongStream.range(0, 9)
        .map(
            each -> {
              long before = System.nanoTime();
              edit(id, set(2, TYPE, "DSL", "DSLX"));
              edit(id, set(2, TYPE, "DSLX", "DSL"));
              return System.nanoTime() - before;
            })
        .sorted()
        .skip(4)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_fix_to_another_error_shows_that_error() throws IOException {
    long id = read("telecomx,E-1,DSLX,Storegade 1,8000,Aarhus");

    edit(id, set(2, TYPE, "DSLX", "DSL"), set(2, ZIP, "8000", "eight"));

    assertThat(orders(id)).containsExactly("E-1 INVALID");
    assertThat(problems(id)).singleElement().asString().contains("number");
    assertThat(reports.counts(id).rows(ResultStatus.INVALID)).isEqualTo(1);
  }

  @Test
  void the_rest_of_a_placed_import_is_fixed_and_placed_once() throws IOException {
    Path file = file(site("P-1"), "telecomx,P-2,DSLX,Storegade 1,8000,Aarhus");
    importService.importFile(file, ImportOptions.NONE, false, ProgressListener.NONE);
    long id = newest();
    assertThat(orders(id)).containsExactly("P-1 ACCEPTED", "P-2 INVALID");
    assertThat(imports.get(id).state()).isEqualTo(State.COMPLETED);

    edit(id, set(3, TYPE, "DSLX", "DSL"));

    assertThat(orders(id)).containsExactly("P-1 ACCEPTED", "P-2 HELD");
    assertThat(imports.get(id).state()).isEqualTo(State.HELD);
    // Nothing but a request to place it places it.
    importService.resume(id, ProgressListener.NONE);
    assertThat(orders(id)).containsExactly("P-1 ACCEPTED", "P-2 HELD");
    importService.place(id, ProgressListener.NONE);
    assertThat(orders(id)).containsExactly("P-1 ACCEPTED", "P-2 ACCEPTED");
    assertThat(number("select max(attempts) from orders where import_id = ?", id)).isEqualTo(1);
  }

  @Test
  void an_order_that_was_sent_cannot_be_edited() throws IOException {
    Path file = file(site("S-1"), "telecomx,S-2,DSLX,Storegade 1,8000,Aarhus");
    importService.importFile(file, ImportOptions.NONE, false, ProgressListener.NONE);
    long id = newest();
    List<String> before = everything(id);

    assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8001")), "anna"))
        .isEqualTo(new EditResult.Sent("telecomx", "S-1"));
    assertThat(editService.edit(id, List.of(new RowEdit.LeaveOut(0, 2, true)), "anna"))
        .isEqualTo(new EditResult.Sent("telecomx", "S-1"));
    assertThat(editService.edit(id, List.of(set(3, ORDER_REF, "S-2", "s-1")), "anna"))
        .isEqualTo(new EditResult.Sent("telecomx", "S-1"));

    assertThat(everything(id)).isEqualTo(before);
    assertThat(editService.replaceAll(id, 0, ZIP, "8000", "8001", "anna"))
        .isEqualTo(new Edited(1, Set.of(3L)));
  }

  @Test
  void an_order_placed_by_another_import_is_a_duplicate() throws IOException {
    importService.importFile(file(site("D-1")), ImportOptions.NONE, false, ProgressListener.NONE);
    long id = read("telecomx,D-9,DSL,Storegade 1,8000,Aarhus");

    edit(id, set(2, ORDER_REF, "D-9", "d-1"));
    assertThat(orders(id)).containsExactly("D-1 DUPLICATE");
    assertThat(imports.get(id).state()).isEqualTo(State.COMPLETED);

    edit(id, set(2, ORDER_REF, "d-1", "D-9"));
    assertThat(orders(id)).containsExactly("D-9 HELD");
  }

  @Test
  void the_notice_names_the_carriers_of_the_edited_rows() throws IOException {
    long id = read(site("V-1"), site("V-2"));
    List<String> before = everything(id);
    assertThat(before).anyMatch(each -> each.contains("not_live") && each.contains("telecomx"));

    edit(id, set(2, CARRIER, "telecomx", "globalconnect"), new RowEdit.LeaveOut(0, 3, true));

    assertThat(everything(id))
        .filteredOn(each -> each.contains("not_live"))
        .singleElement()
        .asString()
        .contains("globalconnect")
        .doesNotContain("telecomx");
    assertThat(imports.get(id).environments()).containsOnlyKeys("globalconnect");
    editService.undo(id, "anna");
    assertThat(everything(id)).isEqualTo(before);
  }

  @Test
  void a_row_that_is_left_out_is_skipped_until_taken_back() throws IOException {
    long id = read("telecomx,L-1,DSLX,Storegade 1,8000,Aarhus", site("L-2"));
    List<String> before = everything(id);

    edit(id, new RowEdit.LeaveOut(0, 2, true));
    assertThat(orders(id)).containsExactly("L-2 HELD");
    assertThat(problems(id)).isEmpty();
    assertThat(reports.counts(id).rows(ResultStatus.SKIPPED)).isEqualTo(1);
    assertThat(imports.get(id).exitCode()).isZero();

    edit(id, new RowEdit.LeaveOut(0, 2, false));
    assertThat(everything(id)).isEqualTo(before);
  }

  @Test
  void undo_and_redo_restore_each_state() throws IOException {
    long id = read("telecomx,U-1,DSLX,Storegade 1,8000,Aarhus", site("U-2"));
    List<List<String>> states = new ArrayList<>(List.of(everything(id)));
    for (RowEdit edit :
        List.of(
            set(2, TYPE, "DSLX", "DSL"),
            set(3, ORDER_REF, "U-2", "U-1"),
            new RowEdit.LeaveOut(0, 3, true))) {
      edit(id, edit);
      states.add(everything(id));
    }

    for (int i = 2; i >= 0; i--) {
      assertThat(editService.undo(id, "anna")).isInstanceOf(Edited.class);
      assertThat(everything(id)).isEqualTo(states.get(i));
    }
    assertThat(editService.undo(id, "anna")).isEqualTo(new EditResult.Nothing());
    for (int i = 1; i <= 3; i++) {
      assertThat(editService.redo(id, "anna")).isInstanceOf(Edited.class);
      assertThat(everything(id)).isEqualTo(states.get(i));
    }
    assertThat(editService.redo(id, "anna")).isEqualTo(new EditResult.Nothing());
    assertThat(editService.undo(id, "bo")).isEqualTo(new EditResult.Nothing());
    assertThat(number("select count(*) from edited_row where import_id = ?", id)).isEqualTo(2);
  }

  @Test
  void a_stale_edit_is_rejected_with_the_current_value() throws IOException {
    long id = read("telecomx,T-1,DSLX,Storegade 1,8000,Aarhus", site("T-2"));
    edit(id, set(2, TYPE, "DSLX", "DSL"));

    assertThat(
            editService.edit(
                id, List.of(set(3, ZIP, "8000", "8200"), set(2, TYPE, "DSLX", "COAX")), "bo"))
        .isEqualTo(new EditResult.Stale(List.of(new Current(0, 2, TYPE, "DSL"))));

    // Not a part of it was made, nor can anna's edit be undone once bo has changed the cell.
    assertThat(cell(id, 3, ZIP)).isEqualTo("8000");
    editService.edit(id, List.of(set(2, TYPE, "DSL", "COAX")), "bo");
    assertThat(editService.undo(id, "anna"))
        .isEqualTo(new EditResult.Stale(List.of(new Current(0, 2, TYPE, "COAX"))));
  }

  @Test
  void who_edits_contributes_and_each_change_is_logged() throws IOException {
    long id = read("telecomx,A-1,DSLX,Storegade 1,8000,Aarhus");
    long version = preview(id).version();

    edit(id, set(2, TYPE, "DSLX", "DSL"), set(2, ZIP, "8000", ""));
    editService.undo(id, "anna");

    assertThat(auditLog.contributors(id)).containsExactly("anna");
    assertThat(auditLog.findByImport(id))
        .extracting(AuditLog.AuditEvent::action, AuditLog.AuditEvent::detail)
        .containsExactly(tuple(Action.EDITED, "2"), tuple(Action.UNDONE, "2"));
    assertThat(
            JdbcClient.create(dataSource)
                .sql(
                    "select count(*) from cell_change c join import_event e on e.id = event_id"
                        + " where import_id = ? and actor = 'anna'")
                .param(id)
                .query(Integer.class)
                .single())
        .isEqualTo(4);
    // A user who saw the orders before the edit cannot place what it has made of them.
    assertThat(preview(id).version()).isGreaterThan(version);
    assertThat(workRequests.requestPlacement(id, new PlacementPreview(version, 0), "bo")).isFalse();
  }

  @Test
  void an_import_that_is_worked_on_is_not_edited() throws IOException {
    long id = read(site("W-1"));
    workRequests.requestPlacement(id, preview(id), "bo");
    assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8200")), "anna"))
        .isEqualTo(new EditResult.NotEditable());
    workRequests.complete(id);

    try (Lease lease = imports.acquireLease(id, "a test").orElseThrow()) {
      assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8200")), "anna"))
          .isEqualTo(new EditResult.NotEditable());
      imports.finish(lease, State.HELD, 0);
      // It has ended, and the lease is still held: waits for it, but not for long.
      assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8200")), "anna"))
          .isEqualTo(new EditResult.NotEditable());
    }
    assertThat(edit(id, set(2, ZIP, "8000", "8200"))).isEqualTo(1);
  }

  /** The session dies in the middle of the transaction, as with the process or the server. */
  @Test
  void an_edit_that_is_killed_leaves_the_import_as_it_was() throws Exception {
    long id = read("telecomx,K-1,DSLX,Storegade 1,8000,Aarhus", site("K-2"));
    List<String> before = everything(id);
    DriverManagerDataSource own =
        new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());
    try (Connection connection = own.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      // The edit has stored the row when it comes to the problems, and waits there.
      statement.execute("lock table problem in share mode");
      CompletableFuture<EditResult> killed =
          CompletableFuture.supplyAsync(
              () -> editService.edit(id, List.of(set(2, TYPE, "DSLX", "DSL")), "anna"));
      awaitOtherSession(statement, "terminate");
      connection.rollback();

      assertThatThrownBy(() -> killed.orTimeout(30, TimeUnit.SECONDS).join())
          .isInstanceOf(CompletionException.class);
    }

    assertThat(everything(id)).isEqualTo(before);
    assertThat(imports.isLocked(id)).isFalse();
    assertThat(edit(id, set(2, TYPE, "DSLX", "DSL"))).isEqualTo(1);
    assertThat(orders(id)).containsExactly("K-1 HELD", "K-2 HELD");
  }

  private static void awaitOtherSession(Statement statement, String act) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    String waiting =
        " from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    boolean done = false;
    while (!done) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      statement.execute("select pg_stat_clear_snapshot()");
      try (var rows =
          statement.executeQuery("select pg_%s_backend(pid)".formatted(act) + waiting)) {
        done = rows.next();
      }
    }
  }

  @Test
  void a_row_with_shifted_values_is_fixed_by_moving_them_back() throws IOException {
    String shifted = "telecomx,H-1,DSL,Storegade 1,st. tv.,8000,Aarhus";
    long id = read(shifted, site("H-2"));
    List<String> before = everything(id);
    assertThat(orders(id)).containsExactly("H-2 HELD");

    edit(
        id,
        set(2, 3, "Storegade 1", "Storegade 1, st. tv."),
        set(2, 4, "st. tv.", "8000"),
        set(2, 5, "8000", "Aarhus"),
        set(2, 6, "Aarhus", ""));
    assertThat(orders(id)).containsExactly("H-1 HELD", "H-2 HELD");
    assertThat(reports.counts(id).rows(ResultStatus.INVALID)).isZero();

    editService.undo(id, "anna");
    assertThat(everything(id)).isEqualTo(before);
    edit(id, new RowEdit.LeaveOut(0, 2, true));
    assertThat(reports.counts(id).rows(ResultStatus.SKIPPED)).isEqualTo(1);
    assertThat(reports.counts(id).rows(ResultStatus.INVALID)).isZero();
  }

  @Test
  void cells_and_rows_that_do_not_exist_are_unknown() throws IOException {
    long id = read(site("N-1"));

    for (RowEdit edit :
        List.of(
            set(2, 60, "", "x"),
            set(3, TYPE, "", "COAX"),
            new RowEdit.Value(1, 2, TYPE, "", "COAX"),
            new RowEdit.LeaveOut(0, 1, true))) {
      assertThat(editService.edit(id, List.of(edit), "anna"))
          .isEqualTo(new EditResult.Unknown(edit.sheet(), edit.row()));
    }
    assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8".repeat(32_768))), "anna"))
        .isEqualTo(new EditResult.TooLarge());
    assertThat(editService.edit(id, List.of(set(2, ZIP, "8000", "8000")), "anna"))
        .isEqualTo(new Edited(0, Set.of()));
    assertThat(auditLog.findByImport(id)).isEmpty();
  }

  @Test
  void a_column_that_the_sheet_lacks_is_added_for_its_value() throws IOException {
    long id = read("telecomx,C-1,DSL,Storegade 1,8000,Aarhus", site("C-2"));

    assertThat(edit(id, new RowEdit.NewColumn(0, 2, "reference", "Ours"))).isEqualTo(1);

    assertThat(
            JdbcClient.create(dataSource)
                .sql("select request from orders where import_id = ? and order_ref = 'C-1'")
                .param(id)
                .query(String.class)
                .single())
        .contains("Ours");
    assertThat(orders(id)).containsExactly("C-1 HELD", "C-2 HELD");
    editService.undo(id, "anna");
    assertThat(cell(id, 2, 6)).isEmpty();
  }

  @Test
  void edited_rows_are_as_if_the_file_had_had_them() throws IOException {
    compareWithFilesOfEditedRows(4);
  }

  @Test
  @Tag("long")
  void many_edited_rows_are_as_if_the_file_had_had_them() throws IOException {
    compareWithFilesOfEditedRows(60);
  }

  /** All kinds of edits, in random order, on rows of which many depend on others. */
  private void compareWithFilesOfEditedRows(int rounds) throws IOException {
    Random random = new Random(20_261_127);
    for (int round = 0; round < rounds; round++) {
      List<String[]> table = randomTable(random);
      long id = read(table.stream().map(RowEditServiceTest::line).toArray(String[]::new));
      boolean[] leftOut = new boolean[table.size()];
      for (int step = 0; step < 6; step++) {
        List<RowEdit> edits = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          int row = random.nextInt(table.size());
          if (random.nextInt(5) == 0) {
            leftOut[row] = !leftOut[row];
            edits.add(new RowEdit.LeaveOut(0, row + 2, leftOut[row]));
          } else {
            int column = random.nextInt(5);
            String value = randomValue(random, column);
            String seen = table.get(row)[column];
            // A batch compares with what was there before it.
            if (edits.stream().noneMatch(edit -> edit.row() == row + 2)) {
              edits.add(set(row + 2, column, seen, value));
              table.get(row)[column] = value;
            }
          }
        }
        edit(id, edits.toArray(RowEdit[]::new));
        assertBalanced(id);
      }

      long fresh =
          read(
              IntStream.range(0, table.size())
                  .mapToObj(i -> leftOut[i] ? ",,,,," : line(table.get(i)))
                  .toArray(String[]::new));
      assertThat(everything(id)).as("round %d", round).isEqualTo(everything(fresh));
      assertThat(imports.get(id).exitCode()).isEqualTo(imports.get(fresh).exitCode());
    }
  }

  private static List<String[]> randomTable(Random random) {
    List<String[]> table = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String[] row = new String[6];
      for (int column = 0; column < 5; column++) {
        row[column] = randomValue(random, column);
      }
      row[5] = "Aarhus";
      table.add(row);
    }
    return table;
  }

  private static String randomValue(Random random, int column) {
    List<String> values =
        switch (column) {
          case CARRIER -> List.of("telecomx", "telecomx", "globalconnect", "", "telecomy");
          case ORDER_REF -> List.of("1001", "01001", "1001.0", "R-1", "r-1", "R 2", "R-3", "");
          case TYPE -> List.of("DSL", "DSL", "COAX", "DSLX", "");
          case 3 -> List.of("Storegade 1", "Storegade 2", "");
          default -> List.of("8000", "800", "");
        };
    return values.get(random.nextInt(values.size()));
  }

  private static String line(String[] cells) {
    return String.join(",", cells);
  }

  private void assertBalanced(long id) {
    ImportCounts counts = reports.counts(id);
    assertThat(counts.rows(ResultStatus.PENDING)).isZero();
    assertThat(counts.rows().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(counts.read());
    assertThat(counts.rows().values()).allMatch(count -> count >= 0);
    importService.report(id);
    try {
      assertThat(lines(id, "rows.csv"))
          .filteredOn(line -> line.contains(",INVALID,"))
          .hasSize((int) counts.rows(ResultStatus.INVALID));
      assertThat(lines(id, "rows.csv"))
          .filteredOn(line -> line.contains(",SKIPPED,"))
          .hasSize((int) counts.rows(ResultStatus.SKIPPED));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String site(String orderRef) {
    return "telecomx,%s,DSL,Storegade 1,8000,Aarhus".formatted(orderRef);
  }

  private static Path file(String... lines) throws IOException {
    return Files.writeString(
        Files.createTempFile(data, "rows", ".csv"),
        HEADINGS + "\n" + String.join("\n", lines) + "\n");
  }

  private long read(String... lines) throws IOException {
    importService.importFile(
        file(lines), ImportOptions.NONE.withHold(), true, ProgressListener.NONE);
    return newest();
  }

  private long newest() {
    return JdbcClient.create(dataSource)
        .sql("select max(id) from import")
        .query(Long.class)
        .single();
  }

  private static RowEdit set(int row, int column, String seen, String value) {
    return new RowEdit.Value(0, row, column, seen, value);
  }

  /** Edits as anna; returns the number of changes. */
  private int edit(long id, RowEdit... edits) {
    EditResult result = editService.edit(id, Arrays.asList(edits), "anna");
    assertThat(result).isInstanceOf(Edited.class);
    return ((Edited) result).changes();
  }

  private String cell(long id, int row, int column) {
    return stagedRows.at(id, List.of((long) row)).get(0).cells().stream()
        .filter(cell -> cell.column() == column)
        .map(Cell::text)
        .findFirst()
        .orElse("");
  }

  private PlacementPreview preview(long id) {
    return workRequests.preview(id).orElseThrow();
  }

  private List<String> orders(long id) {
    return texts(
        "select order_ref || ' ' || status from orders where import_id = ? order by position", id);
  }

  private List<String> problems(long id) {
    return texts(
        "select code || ' ' || arguments from problem where import_id = ? and code <> 'not_live'",
        id);
  }

  /** The orders and problems, whatever their ids are. */
  private List<String> everything(long id) {
    return Stream.of(
            "select concat_ws(' ', carrier, order_ref, order_key, status, position, rows, request)"
                + " from orders where import_id = ? order by 1",
            "select concat_ws(' ', sheet, row, col, heading, value, code, severity, arguments)"
                + " from problem where import_id = ? order by 1")
        .flatMap(sql -> texts(sql, id).stream())
        .toList();
  }

  private List<String> texts(String sql, long id) {
    return JdbcClient.create(dataSource).sql(sql).param(id).query(String.class).list();
  }

  private long number(String sql, long id) {
    return JdbcClient.create(dataSource).sql(sql).param(id).query(Long.class).single();
  }

  private static List<String> lines(long id, String name) throws IOException {
    return Files.readAllLines(data.resolve("reports/" + id + "/" + name));
  }
}
