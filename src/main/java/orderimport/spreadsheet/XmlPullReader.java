package orderimport.spreadsheet;

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
import org.jspecify.annotations.Nullable;

/**
 * A part of a workbook, read from start to end. Names are local names: the strict form of the
 * format differs from the usual one in its namespaces only.
 */
final class XmlPullReader implements AutoCloseable {
  private static final int DEEPEST = 100;
  private static final XMLInputFactory FACTORY = factory();

  private final LimitedPartInputStream stream;
  private final XMLStreamReader reader;
  private final int longestText;
  private int depth;

  XmlPullReader(LimitedPartInputStream stream, int longestText) throws XMLStreamException {
    this.stream = stream;
    this.longestText = longestText;
    this.reader = FACTORY.createXMLStreamReader(stream);
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryImpl();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /** Goes on to the next element; false at the end. */
  boolean nextElement() throws XMLStreamException {
    while (reader.hasNext()) {
      if (next() == START_ELEMENT) {
        return true;
      }
    }
    return false;
  }

  /** Goes on to the next element within the one that begins at {@code outer}; false at its end. */
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

  /** How many elements are open. */
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
   * A whole number; 0 if there is none, as an attribute that says nothing must not cost the file.
   *
   * @throws NumberFormatException if it is something else
   */
  static int number(@Nullable String value) {
    return value == null || value.isBlank() ? 0 : Integer.parseInt(value.strip());
  }

  /** The text of the element that has begun, up to its end; text of elements within it too. */
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
        if (first.length() > longestText || (more != null && more.length() > longestText)) {
          throw new UnreadableSpreadsheetException(
              "The file has a cell of more than %d characters, which is the limit."
                  .formatted(longestText),
              "Shorten it.");
        }
      }
    }
  }

  private int next() throws XMLStreamException {
    int event = nextEvent();
    switch (event) {
      case START_ELEMENT -> {
        depth++;
        if (depth > DEEPEST) {
          throw new UnreadableSpreadsheetException(
              "The file is nested deeper than any real spreadsheet is.", ParseErrors.SAVE_AGAIN);
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
      // The parser takes no document type that is written without a blank.
      if (depth == 0 && stream.declaresEntities()) {
        throw entities();
      }
      throw e;
    }
  }

  private static UnreadableSpreadsheetException entities() {
    return new UnreadableSpreadsheetException(
        "The file declares or uses entities of its own, as no real spreadsheet does.",
        ParseErrors.SAVE_AGAIN);
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
