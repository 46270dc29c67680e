package orderimport.placement;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import orderimport.imports.CancellationToken;
import orderimport.order.Attempt;
import orderimport.order.Ledger;
import orderimport.order.RateLimitWindow;
import orderimport.placement.http.HttpUris;
import orderimport.problem.LookupText;
import orderimport.problem.Text;

/**
 * Sends GET requests to one carrier. Each takes a slot of the rate limits, which placing uses, too.
 * Thread-safe.
 */
public final class PacedRequests implements AutoCloseable {
  private static final int MAX_RETRIES = 3;
  private static final Duration LONGEST_RETRY_PAUSE = Duration.ofMinutes(1);

  private final String carrier;
  private final CarrierClient client;
  private final Function<String, URI> addresses;
  private final List<RateLimitWindow> rateLimits;
  private final Ledger ledger;
  private final BooleanSupplier placing;
  private final Duration latestSend;
  private final Duration longestSlotPause;
  private final CancellationToken stop;
  private final Clock clock;

  /**
   * @param addresses the address of a path with its query
   * @param rateLimits prepared in the ledger
   * @param placing whether orders are being placed with the carrier, which has precedence
   * @param latestSend how long after it got its slots a request is still sent
   * @param longestSlotPause how long a request waits for a slot
   * @param stop once cancelled, no further request is sent
   */
  PacedRequests(
      String carrier,
      CarrierClient client,
      Function<String, URI> addresses,
      List<RateLimitWindow> rateLimits,
      Ledger ledger,
      BooleanSupplier placing,
      Duration latestSend,
      Duration longestSlotPause,
      CancellationToken stop,
      Clock clock) {
    this.carrier = carrier;
    this.client = client;
    this.addresses = addresses;
    this.rateLimits = rateLimits;
    this.ledger = ledger;
    this.placing = placing;
    this.latestSend = latestSend;
    this.longestSlotPause = longestSlotPause;
    this.stop = stop;
    this.clock = clock;
  }

  /**
   * Sends a request, again after a pause if the carrier asks for one.
   *
   * @param path below {@code base-url}, with a leading slash
   * @param parameters of the query, not encoded, in their order
   */
  public PageResponse get(String path, Map<String, String> parameters) {
    URI address = addresses.apply(path + query(parameters));
    for (int retries = 0; ; retries++) {
      PageResponse response = askOnce(address);
      if (!(response instanceof PageResponse.Failed failed)
          || failed.retryAfter() == null
          || failed.retryAfter().compareTo(LONGEST_RETRY_PAUSE) > 0
          || retries == MAX_RETRIES) {
        return response;
      }
      stop.pause(failed.retryAfter());
    }
  }

  private PageResponse askOnce(URI address) {
    if (rateLimits.isEmpty()) {
      return stop.isCancelled()
          ? notAsked(LookupText.STOPPED.text())
          : client.page(address, () -> !stop.isCancelled());
    }
    Instant latest = clock.instant().plus(longestSlotPause);
    while (!stop.isCancelled()) {
      if (placing.getAsBoolean()) {
        return notAsked(LookupText.PLACING.text(carrier));
      }
      // Before the slots are taken: a login waits for slots of its own.
      Optional<PageResponse.Failed> unauthorized = client.authorize();
      if (unauthorized.isPresent()) {
        return unauthorized.get();
      }
      Optional<List<Attempt.Slot>> slots = ledger.acquireSlots(carrier, rateLimits);
      if (slots.isPresent()) {
        Optional<PageResponse> response = ask(address, slots.get());
        if (response.isPresent()) {
          return response.get();
        }
        continue;
      }
      Duration wait = ledger.untilNextSlots(carrier, rateLimits);
      Instant next = clock.instant().plus(wait);
      if (next.isAfter(latest)) {
        return notAsked(LookupText.LIMIT_USED_UP.text(carrier, next));
      }
      stop.pause(wait);
    }
    return notAsked(LookupText.STOPPED.text());
  }

  /** Sends a request; empty if it would have been too late for its slots. */
  private Optional<PageResponse> ask(URI address, List<Attempt.Slot> slots) {
    long acquired = System.nanoTime();
    AtomicBoolean tooLate = new AtomicBoolean();
    // What is not known to have stayed here counts as received by the carrier.
    boolean reached = true;
    try {
      PageResponse response =
          client.page(
              address,
              () -> {
                tooLate.set(System.nanoTime() - acquired >= latestSend.toNanos());
                return !tooLate.get() && !stop.isCancelled();
              });
      reached = !(response instanceof PageResponse.Failed failed) || failed.reachedCarrier();
      return tooLate.get() ? Optional.empty() : Optional.of(response);
    } finally {
      ledger.freeSlots(slots, carrier, reached);
    }
  }

  private static PageResponse.Failed notAsked(Text why) {
    return new PageResponse.Failed(why, false, null, null, null);
  }

  /** A request as evidence; credentials are not part of it. */
  String call(String path, Map<String, String> parameters) {
    URI address = addresses.apply(path);
    return "GET %s%s".formatted(HttpUris.describe(address), query(parameters));
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            parameter ->
                encoded(parameter.getKey())
                    + "="
                    + encoded(Objects.requireNonNull(parameter.getValue())))
        .collect(Collectors.joining("&", parameters.isEmpty() ? "" : "?", ""));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    client.close();
  }
}
