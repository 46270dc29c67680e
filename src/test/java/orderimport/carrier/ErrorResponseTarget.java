package orderimport.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** What fuzzers aim at: whatever a carrier answers, it is read. */
public final class ErrorResponseTarget {
  private static final List<Carrier> CARRIERS = List.copyOf(Carriers.registered().all());

  private ErrorResponseTarget() {}

  /** Loads what the first input would wait for. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[] {0, '{', '}'});
  }

  /** By the name that the fuzzer knows; the first byte says whose answer it is. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Carrier carrier = CARRIERS.get((input[0] & 0x7f) % CARRIERS.size());
    String body = new String(input, 1, input.length - 1, UTF_8);
    if (carrier.readRejection(422, body).isEmpty()) {
      throw new IllegalStateException("a refusal without a word: " + body);
    }
    carrier.readSuccess(200, body);
  }
}
