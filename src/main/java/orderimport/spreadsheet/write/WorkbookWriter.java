package orderimport.spreadsheet.write;

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
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import orderimport.spreadsheet.Spreadsheet;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes an {@code .xlsx} file sheet by sheet in bounded memory: the rows are streamed to the file,
 * and POI writes everything else. The same calls produce the same bytes. See ADR 0013.
 */
public final class WorkbookWriter implements AutoCloseable {

  /** The hidden sheet with the values of drop-down lists; it is not part of the data. */
  public static final String LISTS = "_lists";

  private static final String STYLES = "xl/styles.xml";
  private static final String CENTERED = "<alignment vertical=\"center\"/></xf></cellStyleXfs>";
  private static final String NAMED_STYLE =
      "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\""
          + " builtinId=\"0\"/></cellStyles>";
  private static final int MAX_NAME_LENGTH = 31;

  private final XSSFWorkbook workbook = new XSSFWorkbook();
  private final CellStyles styles = new CellStyles(workbook);
  private final DropDownValues dropDownValues = new DropDownValues();
  private final ZipOutputStream zip;
  private final Set<String> streamed = new HashSet<>();
  private final Instant created;

  private WorkbookWriter(OutputStream out, Instant created) {
    this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    this.created = created;
    zip.setLevel(Deflater.BEST_SPEED);
    var properties = workbook.getProperties().getCoreProperties();
    properties.setCreator("order-import");
    properties.setCreated(Optional.of(Date.from(created)));
  }

  /**
   * Creates a workbook.
   *
   * @param created its creation time, also of the entries of the zip file
   */
  public static WorkbookWriter create(Path file, Instant created) throws IOException {
    return new WorkbookWriter(Files.newOutputStream(file), created);
  }

  /** Adds a custom property, which {@link Spreadsheet#properties} reads. */
  public void property(String name, String value) {
    workbook.getProperties().getCustomProperties().addProperty(name, value);
  }

  /** Adds a summary sheet. */
  public void overview(Overview overview) {
    new OverviewSheet(workbook.createSheet(overview.sheetName()), styles).draw(overview);
  }

  /**
   * Adds a sheet, which has to be closed before the next is added.
   *
   * @param name a valid and unused name, such as {@link #sheetName} returns
   */
  public SheetWriter sheet(String name, List<SheetColumn> columns) throws IOException {
    XSSFSheet sheet = workbook.createSheet(name);
    String part = sheet.getPackagePart().getPartName().getName().substring(1);
    streamed.add(part);
    zip.putNextEntry(entry(part));
    return new SheetWriter(sheet, columns, styles, dropDownValues, new AsyncWriter(zip));
  }

  /** An unused sheet name that is valid in Excel and as close as possible to the given one. */
  public String sheetName(String requested) {
    String safe = WorkbookUtil.createSafeSheetName(requested);
    String name = safe;
    for (int i = 2; workbook.getSheetIndex(name) >= 0 || name.equalsIgnoreCase(LISTS); i++) {
      String end = " (" + i + ")";
      name = safe.substring(0, Math.min(safe.length(), MAX_NAME_LENGTH - end.length())) + end;
    }
    return name;
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(LocalDateTime.ofInstant(created, ZoneOffset.UTC));
    return entry;
  }

  /** Completes the file. */
  @Override
  public void close() {
    try (workbook;
        zip) {
      dropDownValues.addTo(workbook);
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      workbook.write(frame);
      copyAllButRows(new ZipInputStream(new ByteArrayInputStream(frame.toByteArray())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without a named style, other programs use their own font for cells without a style. */
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
