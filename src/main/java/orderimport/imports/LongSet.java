package orderimport.imports;

/** A set of numbers that takes 12 to 24 bytes for each of them. Not thread-safe while it grows. */
public final class LongSet {
  private static final long FREE = 0;

  /** Open addressing with linear probing; at most two thirds are in use. */
  private long[] table = new long[64];

  private int size;
  private boolean containsFree;

  /** Adds a number; returns whether it is new. */
  public boolean add(long number) {
    if (number == FREE) {
      boolean added = !containsFree;
      containsFree = true;
      return added;
    }
    int slot = slot(table, number);
    if (table[slot] == number) {
      return false;
    }
    table[slot] = number;
    size++;
    if (size * 3L > table.length * 2L) {
      grow();
    }
    return true;
  }

  public boolean contains(long number) {
    return number == FREE ? containsFree : table[slot(table, number)] == number;
  }

  public int size() {
    return size + (containsFree ? 1 : 0);
  }

  public boolean isEmpty() {
    return size() == 0;
  }

  /** How many numbers this set has in common with another. */
  int common(LongSet other) {
    if (other.size() < size()) {
      return other.common(this);
    }
    int common = containsFree && other.containsFree ? 1 : 0;
    for (long number : table) {
      if (number != FREE && other.contains(number)) {
        common++;
      }
    }
    return common;
  }

  private void grow() {
    long[] larger = new long[table.length * 2];
    for (long number : table) {
      if (number != FREE) {
        larger[slot(larger, number)] = number;
      }
    }
    table = larger;
  }

  /** The slot of a number, or the free one where it belongs. */
  private static int slot(long[] table, long number) {
    // Multiplies by the golden ratio, so that numbers in sequence are spread.
    int slot = (int) (number * 0x9E3779B97F4A7C15L >>> 32) & table.length - 1;
    while (table[slot] != FREE && table[slot] != number) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }
}
