package orderimport.imports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import javax.sql.DataSource;
import orderimport.database.ConditionalOnExternalDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The files of imports, in an external database, where each machine has them. With the embedded
 * database there are only files in the data directory.
 */
@Repository
@ConditionalOnExternalDatabase
public class ImportFiles {
  private static final int BYTES_PER_PART = 1 << 20;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ImportFiles(DataSource dataSource, TransactionTemplate transaction) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = transaction;
  }

  /** What a file is needed for. */
  public enum Use {
    /** To read its rows. */
    SOURCE("for_source"),
    /** To read it again with other options, until its orders are placed. */
    UPLOAD("for_upload");

    private final String column;

    Use(String column) {
      this.column = column;
    }
  }

  /**
   * Stores the file of an import, unless it is stored. May be called within a transaction.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public void store(long importId, Path file) {
    transaction.executeWithoutResult(
        status -> {
          int added =
              jdbc.sql(
                      "insert into import_file (import_id, for_source) values (?, true)"
                          + " on conflict do nothing")
                  .param(importId)
                  .update();
          if (added == 1) {
            addParts(importId, file);
          } else {
            use(importId, Use.SOURCE);
          }
        });
  }

  private void addParts(long importId, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] part = in.readNBytes(BYTES_PER_PART);
      for (int number = 0; part.length > 0; number++) {
        jdbc.sql("insert into import_file_part (import_id, number, content) values (?, ?, ?)")
            .params(importId, number, deflated(part))
            .update();
        part = in.readNBytes(BYTES_PER_PART);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a text about a tenth as large; a workbook is compressed already. */
  private static byte[] deflated(byte[] part) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(part);
    } finally {
      deflater.end();
    }
    return deflated.toByteArray();
  }

  /** Keeps a stored file for a use. May be called within a transaction. */
  public void use(long importId, Use use) {
    jdbc.sql("update import_file set %s = true where import_id = ?".formatted(use.column))
        .param(importId)
        .update();
  }

  /** Whether the file of an import is stored for a use. */
  public boolean isStored(long importId, Use use) {
    return jdbc.sql(
            "select exists (select 1 from import_file where import_id = ? and %s)"
                .formatted(use.column))
        .param(importId)
        .query(Boolean.class)
        .single();
  }

  /**
   * Copies the stored file of an import, part by part.
   *
   * @throws IOException if the target cannot be written
   */
  public void copyTo(long importId, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      Optional<byte[]> part = part(importId, 0);
      for (int number = 1; part.isPresent(); number++) {
        try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(part.get()))) {
          in.transferTo(out);
        }
        part = part(importId, number);
      }
    }
  }

  private Optional<byte[]> part(long importId, int number) {
    return jdbc.sql("select content from import_file_part where import_id = ? and number = ?")
        .params(importId, number)
        .query(byte[].class)
        .optional();
  }

  /** Ends a use of a file; it is deleted after the last one. */
  public void release(long importId, Use use) {
    jdbc.sql("update import_file set %s = false where import_id = ?".formatted(use.column))
        .param(importId)
        .update();
    jdbc.sql("delete from import_file where import_id = ? and not for_source and not for_upload")
        .param(importId)
        .update();
  }
}
