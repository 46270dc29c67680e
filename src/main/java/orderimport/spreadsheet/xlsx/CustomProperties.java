package orderimport.spreadsheet.xlsx;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.ParseTimeBudget;
import orderimport.spreadsheet.xlsx.OoxmlPackage.Relation;

/** Reads the custom document properties of a workbook. */
final class CustomProperties {
  private static final int MAX_PROPERTIES = 1_000;

  private CustomProperties() {}

  static Map<String, String> read(OoxmlPackage parts, ParseTimeBudget parseTimeBudget)
      throws IOException, XMLStreamException {
    Map<String, String> properties = new HashMap<>();
    for (Relation relation : parts.relations("", parseTimeBudget).values()) {
      if (relation.is("custom-properties") && parts.has(relation.part())) {
        read(parts, relation.part(), parseTimeBudget, properties);
      }
    }
    return properties;
  }

  private static void read(
      OoxmlPackage parts,
      String part,
      ParseTimeBudget parseTimeBudget,
      Map<String, String> properties)
      throws IOException, XMLStreamException {
    try (XmlPullReader xml = parts.xml(part, parseTimeBudget)) {
      while (xml.nextElement() && properties.size() < MAX_PROPERTIES) {
        String name = xml.name().equals("property") ? xml.attribute("name") : null;
        if (name != null) {
          properties.put(name, xml.text());
        }
      }
    }
  }
}
