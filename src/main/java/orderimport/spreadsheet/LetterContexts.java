package orderimport.spreadsheet;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * How often each byte beyond ASCII stands in a text between which others, over the whole of it:
 * what has to be known to tell in which encoding the bytes make words.
 */
final class LetterContexts {
  /** A blank, punctuation, or the end of the text. */
  static final int OTHER = 0;

  static final int DIGIT = 1;
  static final int UPPER = 2;
  static final int VOWEL = 3;
  static final int CONSONANT = 4;

  /** A byte beyond ASCII. */
  static final int HIGH = 5;

  private static final int KINDS = 6;
  private static final int FIRST = 0x80;
  private static final int BYTES = 0x80;
  private static final int LONGEST_WORD = 40;
  private static final byte[] KIND = new byte[2 * BYTES];

  private final long[] counts = new long[KINDS * BYTES * KINDS];
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private byte @Nullable [] sample;
  private boolean wordHasHigh;
  private int waiting = -1;
  private int beforeWaiting;
  private int last = OTHER;

  static {
    for (int b = 0; b < KIND.length; b++) {
      KIND[b] = (byte) kind(b);
    }
  }

  /** Takes each of a text's counts. */
  interface Visitor {
    /**
     * Takes how often a byte stands between two others.
     *
     * @param b from 0x80
     * @param before what kind of byte stands before it
     * @param after what kind of byte stands after it
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

  /** Whether it is part of a word, as far as it can be told. */
  static boolean isWord(int kind) {
    return kind >= UPPER;
  }

  /** Takes the text's next byte, 0 to 255. */
  void add(int b) {
    int kind = KIND[b];
    if (waiting >= 0) {
      counts[(beforeWaiting * BYTES + waiting - FIRST) * KINDS + kind]++;
      waiting = -1;
    }
    if (kind == HIGH) {
      waiting = b;
      beforeWaiting = last;
    }
    last = kind;
    if (sample == null) {
      keep(b, kind);
    }
  }

  /** Keeps the first word with a letter of the kind. */
  private void keep(int b, int kind) {
    if (isWord(kind)) {
      wordHasHigh |= kind == HIGH;
      if (word.size() < LONGEST_WORD) {
        word.write(b);
      }
      return;
    }
    if (wordHasHigh) {
      sample = word.toByteArray();
    }
    word.reset();
  }

  /** Tells that the text has ended. */
  void end() {
    add(' ');
  }

  /** The first word with a byte beyond ASCII; empty without one. */
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
