package orderimport.imports;

/**
 * What identifies an order in an import.
 *
 * @param orderKey the normalized name, see {@link OrderKey}
 */
public record OrderIdentity(String carrier, String orderKey) {

  /** A 64-bit hash, which few orders have in common with another one. */
  public long hash() {
    return hash(carrier, orderKey);
  }

  /** FNV-1a, followed by the end of MurmurHash3. */
  static long hash(String one, String other) {
    long hash = update(update(0xCBF29CE484222325L, one) * 0x100000001B3L, other);
    hash = (hash ^ hash >>> 33) * 0xFF51AFD7ED558CCDL;
    hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
    return hash ^ hash >>> 33;
  }

  private static long update(long hash, String text) {
    long updated = hash;
    for (int i = 0; i < text.length(); i++) {
      updated = (updated ^ text.charAt(i)) * 0x100000001B3L;
    }
    return updated;
  }
}
