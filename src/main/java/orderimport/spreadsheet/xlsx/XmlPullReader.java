package orderimport.spreadsheet.xlsx;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.DTD;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.ENTITY_REFERENCE;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import orderimport.problem.FileProblem;
import orderimport.spreadsheet.UnreadableSpreadsheetException;
import org.jspecify.annotations.Nullable;

/**
 * Reads an XML part from start to end. Names are local names, as strict and transitional OOXML
 * differ only in their namespaces.
 */
final class XmlPullReader implements AutoCloseable {
  private static final int MAX_DEPTH = 100;
  private static final XMLInputFactory FACTORY = factory();

  private final LimitedPartInputStream stream;
  private final XMLStreamReader reader;
  private final int maxTextLength;
  private int depth;

  XmlPullReader(LimitedPartInputStream stream, int maxTextLength) throws XMLStreamException {
    this.stream = stream;
    this.maxTextLength = maxTextLength;
    this.reader = FACTORY.createXMLStreamReader(stream);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** Advances to the next element; false at the end. */
  boolean nextElement() throws XMLStreamException {
    while (reader.hasNext()) {
      if (next() == START_ELEMENT) {
        return true;
      }
    }
    return false;
  }

  /** Advances to the next element within the one at depth {@code outer}; false at its end. */
  boolean nextElementWithin(int outer) throws XMLStreamException {
    while (true) {
      int event = next();
      if (event == START_ELEMENT) {
        return true;
      }
      if (event == END_ELEMENT && depth < outer) {
        return false;
      }
    }
  }

  /** The number of open elements. */
  int depth() {
    return depth;
  }

  String name() {
    return reader.getLocalName();
  }

  int attributes() {
    return reader.getAttributeCount();
  }

  String attributeName(int index) {
    return reader.getAttributeLocalName(index);
  }

  String attribute(int index) {
    return reader.getAttributeValue(index);
  }

  @Nullable String attribute(String name) {
    for (int i = 0; i < attributes(); i++) {
      if (attributeName(i).equals(name)) {
        return attribute(i);
      }
    }
    return null;
  }

  boolean flag(String name) {
    return isTrue(attribute(name));
  }

  static boolean isTrue(@Nullable String value) {
    return value != null
        && (value.equals("1") || value.equalsIgnoreCase("true") || value.equalsIgnoreCase("on"));
  }

  /**
   * A whole number; 0 if the attribute is missing or blank, which must not reject the file.
   *
   * @throws NumberFormatException if it is not a whole number
   */
  static int number(@Nullable String value) {
    return value == null || value.isBlank() ? 0 : Integer.parseInt(value.strip());
  }

  /** The text of the current element and of the elements within it. Advances to its end. */
  String text() throws XMLStreamException {
    int outer = depth;
    String first = "";
    StringBuilder more = null;
    while (true) {
      int event = next();
      if (event == END_ELEMENT && depth < outer) {
        return more == null ? first : more.toString();
      }
      if (event == CHARACTERS || event == CDATA || event == SPACE) {
        if (first.isEmpty()) {
          first = reader.getText();
        } else {
          more = more == null ? new StringBuilder(first) : more;
          more.append(reader.getText());
        }
        if (first.length() > maxTextLength || (more != null && more.length() > maxTextLength)) {
          throw new UnreadableSpreadsheetException(
              FileProblem.UNREADABLE_CELL_TOO_LONG, maxTextLength);
        }
      }
    }
  }

  private int next() throws XMLStreamException {
    int event = nextEvent();
    switch (event) {
      case START_ELEMENT -> {
        depth++;
        if (depth > MAX_DEPTH) {
          throw new UnreadableSpreadsheetException(FileProblem.UNREADABLE_NESTED);
        }
      }
      case END_ELEMENT -> depth--;
      case DTD, ENTITY_REFERENCE -> throw entities();
      default -> {}
    }
    return event;
  }

  private int nextEvent() throws XMLStreamException {
    stream.event();
    try {
      return reader.next();
    } catch (XMLStreamException e) {
      // The parser cannot parse a document type declaration without a blank.
      if (depth == 0 && stream.declaresEntities()) {
        throw entities();
      }
      throw e;
    }
  }

  private static UnreadableSpreadsheetException entities() {
    return new UnreadableSpreadsheetException(FileProblem.UNREADABLE_ENTITIES);
  }

  @Override
  public void close() {
    try {
      reader.close();
      stream.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
