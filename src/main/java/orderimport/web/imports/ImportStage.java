package orderimport.web.imports;

/** The stage of an import, as the page shows it. */
public enum ImportStage {
  /** Queued, or waiting for a server that has the file. */
  WAITING,
  READING,
  /** The file was read; the orders are on hold until a user places them. */
  PREVIEW,
  PLACING,
  /** Stopped before it was complete. */
  STOPPED,
  /** Its process died, and no process has resumed it. */
  INTERRUPTED,
  /** The file could not be read as orders. */
  FAILED,
  DONE;

  /** Whether the stage changes without a user. */
  public boolean isActive() {
    return this == WAITING || this == READING || this == PLACING;
  }

  /** Whether a user can resume the import. */
  public boolean canResume() {
    return this == STOPPED || this == INTERRUPTED;
  }
}
