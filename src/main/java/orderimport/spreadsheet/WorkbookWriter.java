package orderimport.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * An {@code .xlsx} being written, sheet after sheet, in bounded memory: POI makes all but the rows,
 * which go straight to the file. The same calls give the same bytes.
 */
public final class WorkbookWriter implements AutoCloseable {

  private static final String STYLES = "xl/styles.xml";
  private static final String CENTERED = "<alignment vertical=\"center\"/></xf></cellStyleXfs>";
  private static final String NAMED_STYLE =
      "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>";
  private static final int LONGEST_NAME = 31;

  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final CellStyles styles = new CellStyles(workbook);
  private final ZipOutputStream zip;
  private final Set<String> streamed = new HashSet<>();
  private final Instant made;

  private WorkbookWriter(OutputStream out, Instant made) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.made = made;
    zip.setLevel(Deflater.BEST_SPEED);
    var properties = workbook.getProperties().getCoreProperties();
    properties.setCreator("order-import");
    properties.setCreated(Optional.of(Date.from(made)));
  }

  /**
   * Begins a workbook.
   *
   * @param made the time it carries
   */
  public static WorkbookWriter create(Path file, Instant made) throws IOException {
    return new WorkbookWriter(Files.newOutputStream(file), made);
  }

  /** Gives the workbook a property that {@link Spreadsheet#properties} reads. */
  public void property(String name, String value) {
    workbook.getProperties().getCustomProperties().addProperty(name, value);
  }

  /** Adds a sheet with the figures at a glance. */
  public void overview(Overview overview) {
    new OverviewSheet(workbook.createSheet(overview.sheetName()), styles).draw(overview);
  }

  /**
   * Begins a sheet; it has to be closed before the next begins.
   *
   * @param name is made fit for a tab if it is not; {@link #sheetName} tells how
   */
  public SheetWriter sheet(String name, List<SheetColumn> columns) throws IOException {
    XSSFSheet sheet = workbook.createSheet(name);
    String part = sheet.getPackagePart().getPartName().getName().substring(1);
    streamed.add(part);
    zip.putNextEntry(entry(part));
    return new SheetWriter(sheet, columns, styles, new AsyncWriter(zip));
  }

  /** A name as near to the given one as a tab can bear, and not in use yet. */
  public String sheetName(String wanted) {
    String fit = WorkbookUtil.createSafeSheetName(wanted);
    String name = fit;
    for (int i = 2; inUse(name); i++) {
      String end = " (" + i + ")";
      name = fit.substring(0, Math.min(fit.length(), LONGEST_NAME - end.length())) + end;
    }
    return name;
  }

  private boolean inUse(String name) {
    for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
      if (workbook.getSheetName(i).toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(made, ZoneOffset.UTC));
    return entry;
  }

  /** Ends the file. */
  @Override
  public void close() {
    try (workbook;
        zip) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      workbook.write(frame);
      copyAllButRows(new ZipInputStream(new ByteArrayInputStream(frame.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without it other programs take a font of their own for cells without a style. */
  private static byte[] withNamedStyle(String styles) {
    return styles
        .replace("</cellXfs>", "</cellXfs>" + NAMED_STYLE)
        .replace("borderId=\"0\"/></cellStyleXfs>", "borderId=\"0\">" + CENTERED)
        .getBytes(StandardCharsets.UTF_8);
  }

  private void copyAllButRows(ZipInputStream frame) throws IOException {
    for (ZipEntry part = frame.getNextEntry(); part != null; part = frame.getNextEntry()) {
      if (!streamed.contains(part.getName())) {
        zip.putNextEntry(entry(part.getName()));
        if (part.getName().equals(STYLES)) {
          zip.write(withNamedStyle(new String(frame.readAllBytes(), StandardCharsets.UTF_8)));
        } else {
          frame.transferTo(zip);
        }
      }
    }
  }
}
