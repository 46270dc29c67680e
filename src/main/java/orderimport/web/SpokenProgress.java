package orderimport.web;

import orderimport.imports.Progress;
import org.jspecify.annotations.Nullable;

/** Keeps what is said while an import runs; how far it is stands in the database. */
abstract class SpokenProgress implements Progress {
  private volatile @Nullable String last;

  @Override
  public void say(String message) {
    last = message;
  }

  /** What was said last; null if nothing was. */
  @Nullable String last() {
    return last;
  }
}
