package orderimport.imports;

/** Another process has taken over the import, so this process must stop working on it. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(Lease lease) {
    super(
        "Import %d was taken over by another process, so this process has stopped working on it."
            .formatted(lease.importId()));
  }
}
