package orderimport.carrier;

/** A JSON text does not match a carrier's request records. */
public final class RequestFormatException extends RuntimeException {
  private final transient Carrier.CarrierError carrierError;

  RequestFormatException(Carrier.CarrierError carrierError) {
    super(carrierError.path() + ": " + carrierError.message());
    this.carrierError = carrierError;
  }

  RequestFormatException(Carrier.CarrierError carrierError, Throwable cause) {
    super(carrierError.path() + ": " + carrierError.message(), cause);
    this.carrierError = carrierError;
  }

  /** The first value that does not match. */
  public Carrier.CarrierError error() {
    return carrierError;
  }
}
