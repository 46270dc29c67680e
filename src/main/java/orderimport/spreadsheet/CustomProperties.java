package orderimport.spreadsheet;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import orderimport.spreadsheet.ZipParts.Relation;

/** The properties of a workbook that are not the format's own. */
final class CustomProperties {
  private static final int MOST = 1_000;

  private CustomProperties() {}

  static Map<String, String> read(ZipParts parts, Budget budget)
      throws IOException, XMLStreamException {
    Map<String, String> properties = new HashMap<>();
    for (Relation relation : parts.relations("", budget).values()) {
      if (relation.is("custom-properties") && parts.has(relation.part())) {
        read(parts, relation.part(), budget, properties);
      }
    }
    return properties;
  }

  private static void read(
      ZipParts parts, String part, Budget budget, Map<String, String> properties)
      throws IOException, XMLStreamException {
    try (XmlPart xml = parts.xml(part, budget)) {
      while (xml.nextElement() && properties.size() < MOST) {
        String name = xml.name().equals("property") ? xml.attribute("name") : null;
        if (name != null) {
          properties.put(name, xml.text());
        }
      }
    }
  }
}
