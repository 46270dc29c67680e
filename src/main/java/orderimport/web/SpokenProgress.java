package orderimport.web;

import orderimport.imports.ProgressListener;
import org.jspecify.annotations.Nullable;

/** Keeps what is said while an import runs; how far it is stands in the database. */
abstract class SpokenProgress implements ProgressListener {
  private volatile @Nullable String last;

  @Override
  public void onMessage(String message) {
    last = message;
  }

  /** What was said last; null if nothing was. */
  @Nullable String last() {
    return last;
  }
}
