package orderimport.cluster;

/** What a process was started for. */
public enum Role {
  /** Serves the page. */
  SERVE,
  /** Works on imports of its own, by a command such as {@code import}. */
  IMPORT,
  /** Works for others only. */
  WORKER
}
