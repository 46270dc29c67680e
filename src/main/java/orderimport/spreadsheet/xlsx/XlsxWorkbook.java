package orderimport.spreadsheet.xlsx;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.CellFormats;
import orderimport.spreadsheet.Limits;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.Sheet;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import orderimport.spreadsheet.xlsx.OoxmlPackage.Relation;
import org.jspecify.annotations.Nullable;

/**
 * The content of the workbook and styles parts.
 *
 * @param sheets the part name of each sheet
 * @param struckStyles the styles whose font is struck through
 * @param from1904 whether serial dates count from 1904
 * @param sharedTexts the name of the shared strings part; null if absent
 */
public record XlsxWorkbook(
    Map<Sheet, String> sheets,
    CellFormats formats,
    BitSet struckStyles,
    boolean from1904,
    @Nullable String sharedTexts) {

  private static final Set<String> HIDDEN = Set.of("hidden", "veryhidden");

  public static XlsxWorkbook read(
      OoxmlPackage parts, String workbookPart, Limits limits, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    Map<String, Relation> relations = parts.relations(workbookPart, parseTimeBudget);
    Map<Sheet, String> sheets = new LinkedHashMap<>();
    boolean from1904 = false;
    Sheet lost = null;
    boolean dangling = false;
    int position = 0;
    try (XmlPullReader xml = parts.xml(workbookPart, parseTimeBudget)) {
      while (xml.nextElement()) {
        if (xml.name().equals("workbookPr")) {
          // Extensions contain an element of the same name, which must not reset the flag.
          from1904 |= xml.flag("date1904");
        } else if (xml.name().equals("sheet")) {
          Sheet sheet = sheet(xml, position++);
          Relation relation = relations.get(xml.attribute("id"));
          if (relation != null
              && relation.is("worksheet")
              && !sheets.containsValue(relation.part())) {
            sheets.put(sheet, relation.part());
          } else if (relation == null || !relation.isOtherSheet()) {
            lost = lost == null ? sheet : lost;
            dangling |= !Objects.requireNonNullElse(xml.attribute("id"), "").isBlank();
          }
          if (position > limits.sheets()) {
            throw new UnreadableSpreadsheetException(
                FileProblem.UNREADABLE_TOO_MANY_SHEETS, limits.sheets());
          }
        }
      }
    }
    // Excel lists old macro modules as sheets without a relationship.
    if (lost != null && (dangling || hasOtherRows(relations, sheets))) {
      throw new UnreadableSpreadsheetException(
          FileProblem.UNREADABLE_NO_ROWS_OF_SHEET, lost.name());
    }
    String styles = part(relations, "styles");
    return new XlsxWorkbook(
        sheets,
        styles == null || !parts.has(styles)
            ? new CellFormats(List.of(), Map.of())
            : formats(parts, styles, parseTimeBudget),
        styles == null || !parts.has(styles)
            ? new BitSet()
            : struckStyles(parts, styles, parseTimeBudget),
        from1904,
        part(relations, "sharedStrings"));
  }

  private static boolean hasOtherRows(Map<String, Relation> relations, Map<Sheet, String> sheets) {
    return relations.values().stream()
        .anyMatch(relation -> relation.is("worksheet") && !sheets.containsValue(relation.part()));
  }

  private static Sheet sheet(XmlPullReader xml, int position) {
    String name = xml.attribute("name");
    String state = xml.attribute("state");
    return new Sheet(
        position,
        name == null ? "Sheet" + (position + 1) : RichText.unescape(name),
        state != null && HIDDEN.contains(state.toLowerCase(Locale.ROOT)));
  }

  private static @Nullable String part(Map<String, Relation> relations, String kind) {
    return relations.values().stream()
        .filter(relation -> relation.is(kind))
        .map(Relation::part)
        .findFirst()
        .orElse(null);
  }

  private static CellFormats formats(
      OoxmlPackage parts, String part, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    List<Integer> styles = new ArrayList<>();
    Map<Integer, String> custom = new HashMap<>();
    try (XmlPullReader xml = parts.xml(part, parseTimeBudget)) {
      while (xml.nextElement()) {
        if (xml.name().equals("numFmt")) {
          String format = xml.attribute("formatCode");
          String id = xml.attribute("numFmtId");
          if (format != null && id != null && !id.isBlank()) {
            custom.putIfAbsent(number(id), format);
          }
        } else if (xml.name().equals("cellXfs")) {
          int outer = xml.depth();
          while (xml.nextElementWithin(outer)) {
            if (xml.name().equals("xf")) {
              styles.add(number(xml.attribute("numFmtId")));
            }
          }
        }
      }
    }
    return new CellFormats(styles, custom);
  }

  private static int number(@Nullable String id) {
    try {
      return Math.max(XmlPullReader.number(id), CellFormats.UNREADABLE);
    } catch (NumberFormatException e) {
      return CellFormats.UNREADABLE;
    }
  }

  private static BitSet struckStyles(
      OoxmlPackage parts, String part, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    BitSet fonts = new BitSet();
    BitSet styles = new BitSet();
    try (XmlPullReader xml = parts.xml(part, parseTimeBudget)) {
      while (xml.nextElement()) {
        if (xml.name().equals("fonts")) {
          fonts(xml, fonts);
        } else if (xml.name().equals("cellXfs")) {
          int outer = xml.depth();
          for (int style = 0; xml.nextElementWithin(outer); ) {
            if (xml.name().equals("xf")) {
              styles.set(style++, fonts.get(font(xml.attribute("fontId"))));
            }
          }
        }
      }
    }
    return styles;
  }

  private static void fonts(XmlPullReader xml, BitSet struck) throws XMLStreamException {
    int outer = xml.depth();
    int font = -1;
    while (xml.nextElementWithin(outer)) {
      if (xml.name().equals("font")) {
        font++;
      } else if (xml.name().equals("strike") && font >= 0) {
        struck.set(font, Strikes.isOn(xml));
      }
    }
  }

  /** The font of a style; the first font if the id is missing or invalid. */
  private static int font(@Nullable String id) {
    return id != null && id.matches("\\d{1,6}") ? Integer.parseInt(id) : 0;
  }
}
