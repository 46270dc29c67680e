package orderimport.web.security;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the 10,000 most recently used entries. Not thread-safe. */
final class RecentlyUsed<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_ENTRIES = 10_000;

  RecentlyUsed() {
    super(64, 0.75f, true);
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > MAX_ENTRIES;
  }
}
