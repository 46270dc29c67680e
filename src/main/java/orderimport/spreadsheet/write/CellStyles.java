package orderimport.spreadsheet.write;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.FontFamily;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** The cell styles of a workbook, each created on first use. */
final class CellStyles {

  /** The format of cells whose text a spreadsheet must not convert to a number, date or formula. */
  static final String TEXT = "@";

  /** A workbook can hold a few thousand formats; no ordinary file uses more than this. */
  private static final int MAX_FORMATS = 200;

  private static final int MAX_FORMAT_LENGTH = 255;

  private record StyleKey(@Nullable String format, CellStyleName cellStyleName, boolean wrapped) {}

  private final XSSFWorkbook workbook;
  private final Map<StyleKey, XSSFCellStyle> styles = new HashMap<>();
  private final Map<String, Short> formats = new HashMap<>();
  private final Map<CellStyleName, XSSFFont> fonts = new HashMap<>();

  /** The format of the last plain cell with one: most cells have the same. */
  private @Nullable String lastFormat;

  private int lastIndex;

  CellStyles(XSSFWorkbook workbook) {
    this.workbook = workbook;
    workbook.getCellStyleAt(0).setVerticalAlignment(VerticalAlignment.CENTER);
  }

  /** The index by which cells refer to a style. */
  int index(@Nullable String format, CellStyleName cellStyleName, boolean wrapped) {
    if (cellStyleName != CellStyleName.PLAIN || wrapped) {
      return style(new StyleKey(format, cellStyleName, wrapped)).getIndex();
    } else if (format == null) {
      return 0;
    } else if (!format.equals(lastFormat)) {
      lastFormat = format;
      lastIndex = style(new StyleKey(format, cellStyleName, false)).getIndex();
    }
    return lastIndex;
  }

  XSSFCellStyle style(@Nullable String format, CellStyleName cellStyleName) {
    return style(new StyleKey(format, cellStyleName, cellStyleName == CellStyleName.WRAPPED));
  }

  private XSSFCellStyle style(StyleKey styleKey) {
    return styles.computeIfAbsent(styleKey, this::create);
  }

  private XSSFCellStyle create(StyleKey styleKey) {
    CellStyleName cellStyleName = styleKey.cellStyleName();
    XSSFCellStyle style = workbook.createCellStyle();
    if (styleKey.format() != null) {
      style.setDataFormat(format(styleKey.format()));
      style.setQuotePrefixed(styleKey.format().equals(TEXT));
    }
    if (cellStyleName.fill != null) {
      style.setFillForegroundColor(color(cellStyleName.fill));
      style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
      style.setBorderBottom(BorderStyle.THIN);
      style.setBottomBorderColor(color("FFFFFF"));
    }
    if (cellStyleName.textColor != null) {
      style.setFont(fonts.computeIfAbsent(cellStyleName, this::font));
    }
    if (cellStyleName == CellStyleName.LABEL) {
      style.setAlignment(HorizontalAlignment.LEFT);
      style.setIndention((short) 1);
    }
    style.setWrapText(styleKey.wrapped());
    style.setVerticalAlignment(
        cellStyleName == CellStyleName.WRAPPED ? VerticalAlignment.TOP : VerticalAlignment.CENTER);
    return style;
  }

  private short format(String format) {
    Short known = formats.get(format);
    if (known == null) {
      boolean usable = formats.size() < MAX_FORMATS && format.length() <= MAX_FORMAT_LENGTH;
      known = usable ? workbook.createDataFormat().getFormat(format) : 0;
      formats.put(format, known);
    }
    return known;
  }

  private XSSFFont font(CellStyleName cellStyleName) {
    XSSFFont font = workbook.createFont();
    font.setFontName(XSSFFont.DEFAULT_FONT_NAME);
    font.setFontHeightInPoints(XSSFFont.DEFAULT_FONT_SIZE);
    font.setFamily(FontFamily.SWISS);
    font.setBold(cellStyleName.bold);
    font.setColor(color(String.valueOf(cellStyleName.textColor)));
    if (cellStyleName == CellStyleName.TITLE) {
      font.setFontHeightInPoints((short) 18);
    } else if (cellStyleName == CellStyleName.SUBTITLE) {
      font.setFontHeightInPoints((short) 12);
    }
    if (cellStyleName == CellStyleName.LINK) {
      font.setUnderline(XSSFFont.U_SINGLE);
    }
    return font;
  }

  private static XSSFColor color(String hex) {
    return new XSSFColor(rgb(hex), null);
  }

  static byte[] rgb(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
