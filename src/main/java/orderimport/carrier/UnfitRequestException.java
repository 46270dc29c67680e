package orderimport.carrier;

/** A JSON text does not fit a carrier's request records. */
public final class UnfitRequestException extends RuntimeException {
  private final transient Carrier.Complaint complaint;

  UnfitRequestException(Carrier.Complaint complaint) {
    super(complaint.path() + ": " + complaint.words());
    this.complaint = complaint;
  }

  UnfitRequestException(Carrier.Complaint complaint, Throwable cause) {
    super(complaint.path() + ": " + complaint.words(), cause);
    this.complaint = complaint;
  }

  /** The first value that does not fit. */
  public Carrier.Complaint complaint() {
    return complaint;
  }
}
