package orderimport.web;

/** Where an import stands, as a person on the page sees it. */
enum ImportStage {
  /** Waits for its turn, or for a server that has its file. */
  WAITING,
  READING,
  /** Read; what would be placed waits for somebody to say so. */
  PREVIEW,
  PLACING,
  /** Ended before it was through. */
  STOPPED,
  /** Its process died, and nobody has gone on with it. */
  INTERRUPTED,
  /** The file could not be read as orders. */
  FAILED,
  DONE;

  /** Whether it changes by itself. */
  public boolean isActive() {
    return this == WAITING || this == READING || this == PLACING;
  }

  /** Whether a person may go on with it. */
  public boolean canResume() {
    return this == STOPPED || this == INTERRUPTED;
  }
}
