package orderimport.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.TreeMap;
import orderimport.imports.EmbeddedReadOptions;
import orderimport.imports.Import;
import orderimport.imports.Imports;

/** Reads the properties of an import. */
final class ImportQuery {

  /** The exit code of an import that did not finish. */
  private static final int UNFINISHED = 1;

  private ImportQuery() {}

  /**
   * @throws IllegalArgumentException if there is no such import
   */
  static ImportHeader header(Snapshot snapshot, long importId) throws SQLException {
    return snapshot
        .list("select * from import_result where id = ?", importId, ImportQuery::read)
        .stream()
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no import %d".formatted(importId)));
  }

  private static ImportHeader read(ResultSet row) throws SQLException {
    Import orderImport = Imports.read(row);
    // The results of an import that is still running show it as stopped.
    boolean running = orderImport.state() == Import.State.RUNNING;
    return new ImportHeader(
        orderImport.id(),
        orderImport.kind() == Import.Kind.DRY_RUN,
        orderImport.fileName(),
        orderImport.sha256(),
        orderImport.format(),
        new TreeMap<>(orderImport.environments()),
        orderImport.options().carrier(),
        orderImport.options().mappings(),
        EmbeddedReadOptions.of(orderImport.options()).text(),
        (running ? Import.State.STOPPED : orderImport.state()).name(),
        running ? Integer.valueOf(UNFINISHED) : orderImport.exitCode(),
        orderImport.createdAt(),
        orderImport.finishedAt());
  }
}
