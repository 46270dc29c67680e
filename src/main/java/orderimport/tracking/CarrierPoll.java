package orderimport.tracking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import orderimport.carrier.Carrier;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.carrier.OrderTracking;
import orderimport.carrier.OrderTracking.ByList;
import orderimport.carrier.OrderTracking.ByOrder;
import orderimport.carrier.OrderTracking.OrderState;
import orderimport.imports.CancellationToken;
import orderimport.placement.CarrierListReader;
import orderimport.placement.PacedRequests;
import orderimport.placement.PageResponse;
import orderimport.placement.StoredText;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import orderimport.tracking.Trackings.Selection;
import orderimport.tracking.Trackings.Target;
import org.jspecify.annotations.Nullable;

/**
 * Asks one carrier for the states of orders. Ends at the first failure that concerns the carrier;
 * the next round asks for the rest.
 */
final class CarrierPoll {
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_PLACING = Duration.ofMinutes(10);

  /** After so many failures in a row, the failures are the carrier's. */
  private static final int MAX_FAILURES = 3;

  private static final Set<Integer> ABOUT_CARRIER =
      Set.of(301, 302, 303, 307, 308, 401, 407, 429, 503);
  private static final int LONGEST_EXCERPT = 300;

  private final Carrier carrier;
  private final Target target;
  private final String orderPath;
  private final PacedRequests requests;
  private final Trackings trackings;
  private final Clock clock;

  private final List<StatusChange> changes = new ArrayList<>();
  private final List<Text> unclear = new ArrayList<>();
  private final TreeSet<Long> imports = new TreeSet<>();
  private int asked;
  private int unanswered;
  private int failures;
  private boolean stopped;
  private @Nullable Text failure;
  private @Nullable Instant placingSince;

  CarrierPoll(
      Carrier carrier,
      Target target,
      String orderPath,
      PacedRequests requests,
      Trackings trackings,
      Clock clock) {
    this.carrier = carrier;
    this.target = target;
    this.orderPath = orderPath;
    this.requests = requests;
    this.trackings = trackings;
    this.clock = clock;
  }

  List<StatusChange> changes() {
    return changes;
  }

  /** A sentence for each order whose state is not known. */
  List<Text> unclear() {
    return unclear;
  }

  /** The ids of the imports whose orders were asked for. */
  Set<Long> imports() {
    return imports;
  }

  /** The number of orders whose state the carrier stated. */
  int asked() {
    return asked;
  }

  /** The number of orders for which there is a result. */
  int results() {
    return asked + unclear.size() - unanswered;
  }

  /** Why the carrier could not be asked, without a full stop; null if it could be. */
  @Nullable Text failure() {
    return failure;
  }

  /**
   * Asks for the orders of a selection, in turns with other processes.
   *
   * @param afterFailure when the orders are due that could not be asked for; null for no change,
   *     and to wait while orders are placed and for orders that other processes are asking for
   */
  void run(Selection selection, @Nullable Duration afterFailure, CancellationToken stop) {
    OrderTracking tracking = carrier.tracking().orElseThrow();
    int limit = tracking instanceof ByList ? Integer.MAX_VALUE : 1;
    while (!stopped) {
      List<OrderToTrack> claimed = trackings.claim(target, selection, limit, ClaimRenewal.CLAIM);
      if (!claimed.isEmpty()) {
        claimed.forEach(order -> imports.add(order.importId()));
        ClaimRenewal.during(trackings, claimed, () -> ask(tracking, claimed, afterFailure));
        if (afterFailure == null) {
          waitForPlacing(stop);
        }
      } else if (afterFailure == null && trackings.isAnyClaimed(target, selection)) {
        stop.pause(WAIT);
        stopped = stop.isCancelled();
      } else {
        return;
      }
    }
  }

  /** Placing has precedence; a long import makes this one give up. */
  private void waitForPlacing(CancellationToken stop) {
    Text why = failure;
    if (!stopped || why == null || !why.is(LookupText.PLACING)) {
      placingSince = null;
      return;
    }
    Instant now = clock.instant();
    placingSince = placingSince == null ? now : placingSince;
    if (now.isBefore(placingSince.plus(LONGEST_PLACING)) && !stop.isCancelled()) {
      stop.pause(WAIT);
      stopped = false;
      failure = null;
    }
  }

  private void ask(
      OrderTracking tracking, List<OrderToTrack> claimed, @Nullable Duration afterFailure) {
    if (tracking instanceof ByList byList) {
      askByList(byList, claimed, afterFailure);
    } else if (tracking instanceof ByOrder byOrder) {
      askByOrder(byOrder, claimed.get(0), afterFailure);
    }
  }

  private void askByOrder(ByOrder tracking, OrderToTrack order, @Nullable Duration afterFailure) {
    Optional<String> path = tracking.path(order.tracked(), orderPath);
    if (path.isEmpty()) {
      unclear(order, TrackingText.NO_LINK.text(carrier.name(), orderPath), clock.instant());
      return;
    }
    Instant askedAt = clock.instant();
    PageResponse response = requests.get(path.get(), Map.of());
    if (response instanceof PageResponse.Received received) {
      failures = 0;
      Optional<OrderState> state = tracking.read(order.tracked(), received.body(), askedAt);
      record(order, state, received.body(), askedAt);
      return;
    }
    PageResponse.Failed failed = (PageResponse.Failed) response;
    Integer status = failed.status();
    if (status != null && (status == 404 || status == 410)) {
      failures = 0;
      String id = String.valueOf(order.carrierOrderId());
      unclear(order, TrackingText.NOT_KNOWN.text(carrier.name(), id, status), askedAt);
      return;
    }
    failure = failed.why();
    stopped = isAboutCarrier(failed) || ++failures == MAX_FAILURES;
    if (stopped) {
      release(List.of(order), afterFailure);
    } else {
      unanswered++;
      unclear(order, TrackingText.NO_ANSWER.text(carrier.name(), failed.why()), askedAt);
    }
  }

  /** Whether the next request would have the same result. */
  private static boolean isAboutCarrier(PageResponse.Failed failed) {
    Integer status = failed.status();
    return !failed.reachedCarrier() || status != null && ABOUT_CARRIER.contains(status);
  }

  private void askByList(
      ByList tracking, List<OrderToTrack> claimed, @Nullable Duration afterFailure) {
    Map<SortedMap<String, String>, List<OrderToTrack>> byScope = new LinkedHashMap<>();
    for (OrderToTrack order : claimed) {
      byScope
          .computeIfAbsent(
              tracking.list().scope(order.tracked().request()), scope -> new ArrayList<>())
          .add(order);
    }
    byScope.forEach(
        (scope, orders) -> {
          if (!stopped) {
            askByList(tracking, scope, orders);
          }
          if (stopped) {
            release(orders, afterFailure);
          }
        });
  }

  private void askByList(
      ByList tracking, SortedMap<String, String> scope, List<OrderToTrack> orders) {
    Instant askedAt = clock.instant();
    CarrierListReader.Result result =
        new CarrierListReader(tracking.list(), requests)
            .read(
                scope,
                orders.stream()
                    .map(OrderToTrack::sentAt)
                    .min(Comparator.naturalOrder())
                    .orElseThrow());
    if (result instanceof CarrierListReader.Incomplete incomplete) {
      failure = incomplete.why();
      stopped = true;
      return;
    }
    List<ListedOrder> listed = ((CarrierListReader.Complete) result).orders();
    Map<OrderToTrack, List<ListedOrder>> matches =
        new ListMatcher(tracking, carrier.orderRefPath(), listed).match(orders);
    for (OrderToTrack order : orders) {
      List<ListedOrder> found = matches.getOrDefault(order, List.of());
      if (found.isEmpty()) {
        unclear(order, TrackingText.NOT_LISTED.text(carrier.name()), askedAt);
      } else if (found.size() > 1) {
        unclear(order, TrackingText.SEVERAL_LISTED.text(carrier.name(), found.size()), askedAt);
      } else {
        ListedOrder only = found.get(0);
        record(order, tracking.read(only), only.json().toString(), askedAt);
      }
    }
  }

  private void record(
      OrderToTrack order, Optional<OrderState> state, String response, Instant askedAt) {
    if (state.isEmpty()) {
      unclear(
          order,
          TrackingText.UNREADABLE.text(
              carrier.name(), StoredText.of(response.strip(), LONGEST_EXCERPT)),
          askedAt);
      return;
    }
    asked++;
    trackings
        .record(order, state.get(), askedAt, PollingSchedule.next(order.acceptedAt(), askedAt))
        .ifPresent(changes::add);
  }

  private void unclear(OrderToTrack order, Text why, Instant askedAt) {
    trackings.recordProblem(order, why, askedAt, PollingSchedule.next(order.acceptedAt(), askedAt));
    unclear.add(
        TrackingText.UNCLEAR.text(order.carrier(), order.orderRef(), order.importId(), why));
  }

  private void release(List<OrderToTrack> orders, @Nullable Duration afterFailure) {
    trackings.release(orders, afterFailure == null ? null : clock.instant().plus(afterFailure));
  }
}
