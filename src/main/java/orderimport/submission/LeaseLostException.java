package orderimport.submission;

import orderimport.imports.Lease;

/** Another process has taken the import over, so this one must not send anything of it any more. */
final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeaseLostException(Lease lease) {
    super(
        "Import %d was taken over by another process, so this one has stopped placing its orders."
            .formatted(lease.importId()));
  }
}
