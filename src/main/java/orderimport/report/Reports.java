package orderimport.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.heading.HeadingCatalog;
import orderimport.problem.TextRenderer;
import orderimport.spreadsheet.write.WorkbookWriter;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the results of imports, from the database alone: the same data always produces the same
 * files.
 */
public final class Reports {

  private static final String RESULT = "result.xlsx";
  private static final String ROWS = "rows.csv";
  private static final String PROBLEMS = "problems.csv";
  private static final String ORDERS = "orders.jsonl";
  private static final String HTML = "report.html";
  private static final String SUMMARY = "summary.json";
  // The summary is published last, as scripts wait for it.
  private static final List<String> FILES =
      List.of(
          ROWS,
          PROBLEMS,
          ORDERS,
          RESULT,
          NextSteps.FIX_FILE,
          HTML,
          TrackingFiles.CSV,
          TrackingFiles.OFFERS,
          ChangesWorkbook.NAME,
          SUMMARY);

  private final DataSource dataSource;
  private final HeadingCatalog headingCatalog;
  private final TextRenderer texts;

  /**
   * @param texts renders the texts of the results
   */
  public Reports(DataSource dataSource, HeadingCatalog headingCatalog, TextRenderer texts) {
    this.dataSource = dataSource;
    this.headingCatalog = headingCatalog;
    this.texts = texts;
  }

  /**
   * Writes all files of README.md, "The results", into a folder, which is created if necessary.
   * Each file is replaced atomically; an existing file that no longer applies is deleted. The final
   * state and exit code must be in the database already: a running import shows as STOPPED.
   *
   * @return the folder
   * @throws IllegalArgumentException if there is no such import
   * @throws UncheckedIOException if the folder cannot be written to
   * @throws org.springframework.dao.DataAccessException if the database cannot be read
   */
  public Path write(long importId, Path folder) {
    try (ResultReader resultReader = ResultReader.of(dataSource, importId, texts);
        ResultFolder files = ResultFolder.open(folder)) {
      write(resultReader, files);
      files.publish(FILES);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("The results cannot be written to " + folder, e);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /** The names of the files that {@link #writeTracking} writes now. */
  public List<String> trackingFiles(long importId) {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      return TrackingFiles.names(snapshot, importId);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /**
   * Writes the tracking results of an import into a folder, which is created if necessary, as
   * {@link #write} does. Without any, nothing is created.
   *
   * @return the names of the files, in their order
   * @throws IllegalArgumentException if there is no such import
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public synchronized List<String> writeTracking(long importId, Path folder) {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      ImportHeader header = ImportQuery.header(snapshot, importId);
      List<String> names = TrackingFiles.names(snapshot, importId);
      if (!names.isEmpty()) {
        try (ResultFolder files = ResultFolder.openForTracking(folder)) {
          new TrackingFiles(texts).write(snapshot, header, files);
          files.publish(TrackingFiles.NAMES);
        }
      }
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException("The tracking results cannot be written to " + folder, e);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /**
   * Writes a workbook that orders on one offer, as {@code offers.xlsx} does on all of an import. It
   * is the same each time.
   *
   * @param orderRef the name of the order for which the carrier made the offer
   */
  public void writeOffer(long importId, String orderRef, Offer offer, Path file)
      throws IOException {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      new TrackingFiles(texts)
          .writeOffers(
              List.of(new TrackingFiles.OfferRow(orderRef, offer)),
              ImportQuery.header(snapshot, importId),
              file);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /** Whether a folder contains complete results. */
  public boolean areIn(Path folder) {
    return Files.isRegularFile(folder.resolve(SUMMARY));
  }

  private void write(ResultReader resultReader, ResultFolder files)
      throws IOException, SQLException {
    HtmlReport html = new HtmlReport(resultReader);
    try (WorkbookWriter workbook =
        WorkbookWriter.create(files.file(RESULT), resultReader.header().fileTime())) {
      workbook.overview(
          new SummarySheet(resultReader.header(), resultReader.counts(), texts)
              .of(resultReader.problemGroups()));
      SourceColumns columns =
          new SourceColumns(resultReader.columnWidths(), resultReader.headingProblems());
      RowsSheet rows = new RowsSheet(workbook, new RowsLayout(resultReader.sheets(), columns));
      try (rows;
          RowsCsv csv = new RowsCsv(files.file(ROWS));
          CorrectionWorkbook fix =
              new CorrectionWorkbook(
                  files.file(NextSteps.FIX_FILE),
                  resultReader.header(),
                  columns,
                  headingCatalog,
                  texts);
          BackgroundConsumer<ResultRow> others =
              new BackgroundConsumer<>(
                  row -> {
                    csv.add(row);
                    fix.add(row);
                  })) {
        resultReader.rows(
            row -> {
              rows.add(row);
              others.add(row);
            });
      }
      try (ProblemsSheet problems = new ProblemsSheet(workbook, rows);
          ProblemsCsv csv = new ProblemsCsv(files.file(PROBLEMS))) {
        resultReader.problems(
            problem -> {
              problems.add(problem);
              csv.add(problem);
            });
      }
      try (OrdersSheet orders = new OrdersSheet(workbook, resultReader.sheets().size() > 1);
          OrdersJsonl jsonl = new OrdersJsonl(files.file(ORDERS), headingCatalog);
          BackgroundConsumer<ResultOrder> lines = new BackgroundConsumer<>(jsonl::add)) {
        resultReader.orders(
            order -> {
              orders.add(order);
              lines.add(order);
              html.add(order);
            });
      }
    }
    html.write(files.file(HTML));
    resultReader.writeTracking(files);
    resultReader.writeChanges(files);
    SummaryJson.write(files.file(SUMMARY), resultReader);
  }

  /**
   * The current counts of an import.
   *
   * @throws IllegalArgumentException if there is no such import
   * @throws org.springframework.dao.DataAccessException if the database cannot be read
   */
  public ImportCounts counts(long importId) {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      ImportQuery.header(snapshot, importId);
      return ImportCountsQuery.read(snapshot, importId);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /**
   * Those of the {@link #counts} that change with each edit; takes less time.
   *
   * @throws org.springframework.dao.DataAccessException if the database cannot be read
   */
  public ImportOutline outline(long importId) {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      return ImportCountsQuery.outline(snapshot, importId);
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }

  /**
   * The current content of {@code summary.json}, for {@code show --json}.
   *
   * @throws IllegalArgumentException if there is no such import
   * @throws org.springframework.dao.DataAccessException if the database cannot be read
   */
  public ObjectNode summary(long importId) {
    try (Snapshot snapshot = Snapshot.of(dataSource)) {
      return SummaryJson.json(
          ImportQuery.header(snapshot, importId), ImportCountsQuery.read(snapshot, importId));
    } catch (SQLException e) {
      throw Snapshot.unreadable(e);
    }
  }
}
