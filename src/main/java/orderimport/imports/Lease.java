package orderimport.imports;

import orderimport.database.AdvisoryLock;

/**
 * The right of one process to work on an import: a session lock in PostgreSQL, which ends with the
 * process and not before, and a fence that grows with each takeover, so that a process that lost
 * its session is found out before it sends anything.
 */
public final class Lease implements AutoCloseable {
  /** Keeps the locks of imports apart from other users of advisory locks. */
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

  /** Of the lock on an import. */
  static long key(long importId) {
    return NAMESPACE + importId;
  }

  public long importId() {
    return importId;
  }

  /** Grows with each takeover of the import. */
  public long fence() {
    return fence;
  }

  /** The process, in words. */
  public String runner() {
    return runner;
  }

  @Override
  public void close() {
    lock.close();
  }
}
