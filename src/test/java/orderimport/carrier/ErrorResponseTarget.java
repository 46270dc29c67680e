package orderimport.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A fuzzing target: every error response of a carrier is read. */
public final class ErrorResponseTarget {
  private static final List<Carrier> CARRIERS = List.copyOf(Carriers.registered().all());

  private ErrorResponseTarget() {}

  /** Does the lazy initialization, so that the first input is not slower than the others. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {0, '{', '}'});
  }

  /** Called by the fuzzer under this name; the first byte selects the carrier. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Carrier carrier = CARRIERS.get((input[0] & 0x7f) % CARRIERS.size());
    String body = new String(input, 1, input.length - 1, UTF_8);
    if (carrier.readRejection(422, body).isEmpty()) {
      throw new IllegalStateException("a rejection without a message: " + body);
    }
    carrier.readSuccess(200, body);
  }
}
