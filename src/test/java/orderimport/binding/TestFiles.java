package orderimport.binding;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Writes files as spreadsheet programs do, and reads test resources. */
public final class TestFiles {
  private TestFiles() {}

  public static String resource(String path) {
    try (var in = Objects.requireNonNull(TestFiles.class.getResourceAsStream(path), path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(path, e);
    }
  }

  public static Path csv(Path file, List<List<String>> rows) {
    try (ICSVWriter writer =
        new CSVWriterBuilder(Files.newBufferedWriter(file, StandardCharsets.UTF_8)).build()) {
      rows.forEach(row -> writer.writeNext(row.toArray(String[]::new)));
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Fills a workbook's cells. */
  public interface Filler {
    void fill(XSSFWorkbook workbook);
  }

  public static Path xlsx(Path file, Filler filler) {
    try (XSSFWorkbook workbook = new XSSFWorkbook();
        OutputStream out = Files.newOutputStream(file)) {
      filler.fill(workbook);
      workbook.write(out);
      return file;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes texts; for an empty text it creates no cell. */
  public static void texts(Sheet sheet, int from, List<List<String>> rows) {
    for (int r = 0; r < rows.size(); r++) {
      Row row = sheet.createRow(from + r);
      for (int c = 0; c < rows.get(r).size(); c++) {
        if (!rows.get(r).get(c).isEmpty()) {
          Cell cell = row.createCell(c);
          cell.setCellValue(rows.get(r).get(c));
        }
      }
    }
  }
}
