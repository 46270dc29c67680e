package orderimport.spreadsheet.write;

import java.util.Map;
import javax.xml.namespace.QName;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.xmlbeans.XmlOptions;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTWorksheet;

/** The parts of a sheet's XML before and after its rows. */
final class SheetXml {

  private static final String ROWS = "<sheetData/>";

  private static final String ROOT = "<worksheet ";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String RELATIONS_PREFIX = "r";
  private static final String DECLARATION = "xmlns:" + RELATIONS_PREFIX + "=\"" + RELATIONS + "\" ";

  private SheetXml() {}

  static String head(XSSFSheet sheet) {
    String xml = xml(sheet);
    String head = xml.substring(0, xml.indexOf(ROWS));
    // Comments and links follow the rows, but the root element has to declare their namespace.
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
        + (head.contains(DECLARATION) ? head : head.replace(ROOT, ROOT + DECLARATION))
        + "<sheetData>";
  }

  static String tail(XSSFSheet sheet) {
    String xml = xml(sheet);
    return "</sheetData>" + xml.substring(xml.indexOf(ROWS) + ROWS.length());
  }

  private static String xml(XSSFSheet sheet) {
    return sheet
        .getCTWorksheet()
        .xmlText(
            new XmlOptions()
                .setSaveSyntheticDocumentElement(
                    new QName(CTWorksheet.type.getName().getNamespaceURI(), "worksheet"))
                .setSaveAggressiveNamespaces()
                .setUseDefaultNamespace()
                .setSaveSuggestedPrefixes(Map.of(RELATIONS, RELATIONS_PREFIX)));
  }
}
