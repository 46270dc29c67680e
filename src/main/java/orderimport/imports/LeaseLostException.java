package orderimport.imports;

/** Another process has taken the import over, so this one must not touch it any more. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(Lease lease) {
    super(
        "Import %d was taken over by another process, so this one has stopped working on it."
            .formatted(lease.importId()));
  }
}
