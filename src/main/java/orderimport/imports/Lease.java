package orderimport.imports;

import orderimport.database.AdvisoryLock;

/**
 * The exclusive right of a process to work on an import. It consists of a session lock in
 * PostgreSQL, which ends with the process and not before, and a fencing token that grows with each
 * takeover, so that a process that lost its session is detected before it sends anything.
 */
public final class Lease implements AutoCloseable {
  /** Separates the locks of imports from other advisory locks. */
  private static final long NAMESPACE = 0x6f72_6465_0000_0000L;

  private final long importId;
  private final long fence;
  private final String runner;
  private final AdvisoryLock lock;

  Lease(long importId, long fence, String runner, AdvisoryLock lock) {
    this.importId = importId;
    this.fence = fence;
    this.runner = runner;
    this.lock = lock;
  }

  /** The key of the advisory lock on an import. */
  static long key(long importId) {
    return NAMESPACE + importId;
  }

  public long importId() {
    return importId;
  }

  /** The fencing token, which grows with each takeover of the import. */
  public long fence() {
    return fence;
  }

  /** The description of the process. */
  public String runner() {
    return runner;
  }

  @Override
  public void close() {
    lock.close();
  }
}
