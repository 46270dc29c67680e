package orderimport.address;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import orderimport.binding.BoundOrder;
import orderimport.carrier.AddressLookup;
import orderimport.carrier.AddressLookup.Address;
import orderimport.carrier.AddressLookup.Answer;
import orderimport.carrier.AddressLookup.Ask;
import orderimport.carrier.AddressLookup.Result;
import orderimport.carrier.AddressLookup.Step;
import orderimport.carrier.UnreadableListException;
import orderimport.imports.CancellationToken;
import orderimport.imports.ProgressListener;
import orderimport.placement.PacedRequests;
import orderimport.placement.PageResponse;
import orderimport.problem.AddressProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Location;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Reason;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the addresses of a carrier's orders in one import, each distinct address once. After
 * some failures in a row, it stops asking: the carrier would fail for each of thousands of
 * addresses.
 */
public final class CarrierAddresses implements AutoCloseable {
  private static final int MAX_FAILURES_IN_A_ROW = 5;

  private final String carrier;
  private final String host;
  private final AddressLookup lookup;
  private final AddressLookups lookups;
  private final PacedRequests requests;
  private final ExecutorService threads;
  private final ProgressListener progress;
  private final CancellationToken stop;
  private final Clock clock;

  private final Map<String, Text> failures = new HashMap<>();
  private final Set<String> notAsked = new HashSet<>();
  private int failuresInARow;
  private boolean succeeded;
  private @Nullable Text lastFailure;
  private boolean gaveUp;

  CarrierAddresses(
      String carrier,
      String host,
      AddressLookup lookup,
      AddressLookups lookups,
      PacedRequests requests,
      int threads,
      ProgressListener progress,
      CancellationToken stop,
      Clock clock) {
    this.carrier = carrier;
    this.host = host;
    this.lookup = lookup;
    this.lookups = lookups;
    this.requests = requests;
    this.threads = Executors.newFixedThreadPool(threads);
    this.progress = progress;
    this.stop = stop;
    this.clock = clock;
  }

  /** Looks up the addresses of orders, except those whose result is stored. */
  public void lookUp(List<BoundOrder> orders) {
    Map<String, Address> addresses = AddressCheck.distinct(lookup, orders.stream());
    addresses
        .keySet()
        .removeAll(lookups.findCurrent(carrier, host, addresses.keySet(), clock.instant()));
    List<Future<?>> running = new ArrayList<>();
    addresses.forEach(
        (key, address) -> {
          if (isToAsk(key)) {
            running.add(threads.submit(() -> ask(key, address)));
          }
        });
    running.forEach(CarrierAddresses::join);
  }

  private synchronized boolean isToAsk(String key) {
    if (gaveUp && !failures.containsKey(key)) {
      notAsked.add(key);
    }
    return !gaveUp && !failures.containsKey(key);
  }

  private static void join(Future<?> running) {
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while addresses are looked up", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }

  private void ask(String key, Address address) {
    if (stop.isCancelled() || !isToAsk(key)) {
      return;
    }
    List<Answer> answers = new ArrayList<>();
    Step step = lookup.next(address, answers);
    while (step instanceof Ask ask) {
      PageResponse response = requests.get(ask.path(), ask.parameters());
      if (stop.isCancelled() && response instanceof PageResponse.Failed) {
        return;
      } else if (response instanceof PageResponse.Failed failed) {
        fail(key, failed.why(), isForAll(failed));
        return;
      }
      answers.add(new Answer(ask, ((PageResponse.Received) response).body()));
      try {
        step = lookup.next(address, answers);
      } catch (UnreadableListException e) {
        fail(key, Reason.NOT_ADDRESSES.text(), false);
        return;
      }
    }
    lookups.save(carrier, host, key, (Result) step, clock.instant());
    succeed();
  }

  private synchronized void succeed() {
    failuresInARow = 0;
    succeeded = true;
    progress.addressesLookedUp(1);
  }

  /** Whether no further address can be looked up, as the user may not. */
  private static boolean isForAll(PageResponse.Failed failed) {
    Integer status = failed.status();
    return failed.carrierBlocked() || (status != null && status == 403);
  }

  private synchronized void fail(String key, Text why, boolean forAll) {
    failures.put(key, why);
    lastFailure = why;
    failuresInARow++;
    gaveUp |= forAll || failuresInARow >= MAX_FAILURES_IN_A_ROW;
  }

  /**
   * Ends the look-ups. Single failures are stored for their orders; otherwise a warning of the file
   * says once that the addresses are not checked.
   */
  public synchronized Optional<Problem> end() {
    if (failures.isEmpty() || stop.isCancelled()) {
      return Optional.empty();
    } else if (gaveUp || !succeeded) {
      return Optional.of(
          Problem.of(
              Location.FILE,
              Severity.WARNING,
              AddressProblem.ADDRESSES_NOT_CHECKED,
              carrier,
              failures.size() + notAsked.size(),
              Objects.requireNonNull(lastFailure)));
    }
    failures.forEach((key, why) -> lookups.saveFailure(carrier, host, key, why, clock.instant()));
    return Optional.empty();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    requests.close();
  }
}
