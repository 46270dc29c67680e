package orderimport.imports;

import orderimport.database.AdvisoryLock;
import org.jspecify.annotations.Nullable;

/**
 * The exclusive right of a process to work on an import. It consists of a session lock in
 * PostgreSQL, which ends with the process and not before, and a fencing token that grows with each
 * takeover, so that a process that lost its session is detected before it sends anything.
 */
public final class Lease implements AutoCloseable {
  /** Separates the locks of imports from other advisory locks. */
  private static final long NAMESPACE = 0x6f72_6465_0000_0000L;

  /** Separates the locks of transactions that change imports. */
  private static final long CHANGES = 0x6f72_6477_0000_0000L;

  private final long importId;
  private final long fencingToken;
  private final String worker;
  private final @Nullable AdvisoryLock lock;

  /**
   * @param lock null if the lease is lent, or ends with the transaction in which it was acquired
   */
  Lease(long importId, long fencingToken, String worker, @Nullable AdvisoryLock lock) {
    this.importId = importId;
    this.fencingToken = fencingToken;
    this.worker = worker;
    this.lock = lock;
  }

  /**
   * The right to build a part of an import for the process that holds the lease on it. Only the
   * fencing token protects it: it ends when another process takes the import over.
   *
   * @param fencingToken that of the lease
   * @param worker the description of the process that builds the part
   */
  public static Lease lent(long importId, long fencingToken, String worker) {
    return new Lease(importId, fencingToken, worker, null);
  }

  /** Whether another process holds the lease itself. */
  boolean isLent() {
    return lock == null;
  }

  /** The key of the advisory lock on an import. */
  static long key(long importId) {
    return NAMESPACE + importId;
  }

  /**
   * The key of the shared advisory lock that transactions take which change an import under its
   * lease. A process that takes the import over ends those that a suspended process has left open.
   */
  public static long changesKey(long importId) {
    return CHANGES + importId;
  }

  public long importId() {
    return importId;
  }

  /** The fencing token, which grows with each takeover of the import. */
  public long fencingToken() {
    return fencingToken;
  }

  /** The description of the process. */
  public String worker() {
    return worker;
  }

  @Override
  public void close() {
    if (lock != null) {
      lock.close();
    }
  }
}
