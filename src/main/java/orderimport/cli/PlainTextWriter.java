package orderimport.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Replaces control characters other than line breaks and tabs. A file name or a cell can contain
 * escape sequences that move the terminal's cursor, hide lines or run as terminal commands.
 */
final class PlainTextWriter extends FilterWriter {
  PlainTextWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(plain((char) character));
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(new String(characters, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    StringBuilder plain = new StringBuilder(length);
    for (int i = from; i < from + length; i++) {
      plain.append(plain(text.charAt(i)));
    }
    out.write(plain.toString());
  }

  private static char plain(char character) {
    return Character.isISOControl(character) && character != '\n' && character != '\t'
        ? '\uFFFD'
        : character;
  }
}
