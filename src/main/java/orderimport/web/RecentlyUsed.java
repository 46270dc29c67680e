package orderimport.web;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that keeps what was used last, and forgets the rest. Not safe for several threads. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 10_000;

  RecentlyUsed() {
    super(64, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > KEPT;
  }
}
