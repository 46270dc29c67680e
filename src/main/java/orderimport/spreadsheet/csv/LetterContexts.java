package orderimport.spreadsheet.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.spreadsheet.ParseTimeBudget;
import org.jspecify.annotations.Nullable;

/**
 * Counts, over a whole text, each non-ASCII byte by the kinds of the bytes before and after it.
 * {@link EightBitEncoding} detects the encoding from these counts.
 */
final class LetterContexts {
  /** A blank, punctuation, or the start or end of the text. */
  static final int OTHER = 0;

  static final int DIGIT = 1;
  static final int UPPER = 2;
  static final int VOWEL = 3;
  static final int CONSONANT = 4;

  /** A non-ASCII byte. */
  static final int HIGH = 5;

  private static final int KINDS = 6;
  private static final int FIRST = 0x80;
  private static final int BYTES = 0x80;
  private static final int MAX_WORD_LENGTH = 40;
  private static final byte[] KIND = new byte[2 * BYTES];

  private final long[] counts = new long[KINDS * BYTES * KINDS];
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private byte @Nullable [] sample;
  private boolean wordHasHigh;
  private int pending = -1;
  private int beforePending;
  private int last = OTHER;

  static {
    for (int b = 0; b < KIND.length; b++) {
      KIND[b] = (byte) kind(b);
    }
  }

  interface Visitor {
    /**
     * Called for each count above 0.
     *
     * @param b from 0x80
     * @param before the kind of the preceding byte
     * @param after the kind of the following byte
     */
    void visit(int b, int before, int after, long count);
  }

  private static int kind(int b) {
    if (b >= FIRST) {
      return HIGH;
    } else if (b >= '0' && b <= '9') {
      return DIGIT;
    } else if (b >= 'A' && b <= 'Z') {
      return UPPER;
    } else if (b >= 'a' && b <= 'z') {
      return "aeiouy".indexOf(b) >= 0 ? VOWEL : CONSONANT;
    }
    return OTHER;
  }

  static boolean isLower(int kind) {
    return kind == VOWEL || kind == CONSONANT;
  }

  /** Whether the byte is presumably part of a word. */
  static boolean isWord(int kind) {
    return kind >= UPPER;
  }

  private LetterContexts() {}

  /** Reads a text file. */
  static LetterContexts of(Path file, ParseTimeBudget parseTimeBudget) throws IOException {
    LetterContexts contexts = new LetterContexts();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        parseTimeBudget.check();
        for (int i = 0; i < count; i++) {
          contexts.add(buffer[i] & 0xff);
        }
      }
    }
    // The end of the text is the end of a word.
    contexts.add(' ');
    return contexts;
  }

  /** Adds the next byte of the text, 0 to 255. */
  private void add(int b) {
    int kind = KIND[b];
    if (pending >= 0) {
      counts[(beforePending * BYTES + pending - FIRST) * KINDS + kind]++;
      pending = -1;
    }
    if (kind == HIGH) {
      pending = b;
      beforePending = last;
    }
    last = kind;
    if (sample == null) {
      collectSample(b, kind);
    }
  }

  /** Stores the first word with a non-ASCII byte as the sample. */
  private void collectSample(int b, int kind) {
    if (isWord(kind)) {
      wordHasHigh |= kind == HIGH;
      if (word.size() < MAX_WORD_LENGTH) {
        word.write(b);
      }
      return;
    }
    if (wordHasHigh) {
      sample = word.toByteArray();
    }
    word.reset();
  }

  /** The first word with a non-ASCII byte; empty without one. */
  byte[] sample() {
    return sample == null ? new byte[0] : sample;
  }

  void forEach(Visitor visitor) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        int b = i / KINDS % BYTES + FIRST;
        visitor.visit(b, i / KINDS / BYTES, i % KINDS, counts[i]);
      }
    }
  }
}
