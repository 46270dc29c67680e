package orderimport.tracking;

import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.imports.CancellationToken;
import orderimport.imports.Imports;
import orderimport.placement.CarrierQueries;
import orderimport.placement.CarrierQueries.Share;
import orderimport.placement.PacedRequests;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.report.Reports;
import orderimport.tracking.Trackings.OrdersOfTarget;
import orderimport.tracking.Trackings.Selection;
import orderimport.tracking.Trackings.Target;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Asks the carriers for the states of accepted orders until these are final, and writes the
 * tracking results of their imports. Several processes may do so at the same time; each order is
 * asked for by one of them.
 */
@Component
public class OrderTracker {
  private static final Logger log = LoggerFactory.getLogger(OrderTracker.class);

  private final Carriers carriers;
  private final OrderImportProperties settings;
  private final CarrierQueries queries;
  private final Trackings trackings;
  private final TrackingNotifier notifier;
  private final Imports imports;
  private final Reports reports;
  private final Path folder;
  private final Clock clock;

  /** Cancelled when the program is asked to end. */
  private final CancellationToken stop = new CancellationToken();

  OrderTracker(
      Carriers carriers,
      OrderImportProperties settings,
      CarrierQueries queries,
      Trackings trackings,
      TrackingNotifier notifier,
      Imports imports,
      Reports reports,
      @Value("${order-import.data-dir:./data}") Path dataDir,
      Clock clock) {
    this.carriers = carriers;
    this.settings = settings;
    this.queries = queries;
    this.trackings = trackings;
    this.notifier = notifier;
    this.imports = imports;
    this.reports = reports;
    this.folder = dataDir.resolve("reports");
    this.clock = clock;
  }

  /**
   * Asks for all orders that are not final, and stores a notification of the changes.
   *
   * @param importIds their imports; empty for all
   */
  public TrackingRound track(Collection<Long> importIds) {
    Collection<Long> only = importIds.isEmpty() ? null : importIds;
    TrackingRound round = poll(new Selection(only, null, clock.instant()), Share.ALL, null);
    notifier.add();
    TreeSet<Long> toWrite = new TreeSet<>(round.imports());
    toWrite.addAll(only == null ? outdated() : only);
    toWrite.forEach(importId -> reports.writeTracking(importId, folderOf(importId)));
    return new TrackingRound(
        round.asked(),
        round.changes(),
        round.unclear(),
        round.failed(),
        notes(only),
        List.copyOf(toWrite));
  }

  /**
   * The imports whose results here are older than their states: a process died before it wrote
   * them, or another machine has asked.
   */
  private List<Long> outdated() {
    List<Long> outdated = new ArrayList<>();
    trackings
        .lastAsked()
        .forEach(
            (importId, askedAt) -> {
              File results = folderOf(importId).resolve("tracking.csv").toFile();
              if (folderOf(importId).toFile().isDirectory()
                  && results.lastModified() < askedAt.toEpochMilli()) {
                outdated.add(importId);
              }
            });
    return outdated;
  }

  /** Asks for the orders that are due. For repeated calls. */
  public void trackDue() {
    TrackingRound round =
        poll(new Selection(null, clock.instant(), null), Share.HALF, PollingSchedule.AFTER_FAILURE);
    round.failed().forEach(why -> log.warn(TextRenderer.ENGLISH.render(why)));
    round.unclear().forEach(why -> log.warn(TextRenderer.ENGLISH.render(why)));
    notifier.addIfDue(clock.instant());
    for (long importId : round.imports()) {
      try {
        reports.writeTracking(importId, folderOf(importId));
      } catch (UncheckedIOException e) {
        log.error("The tracking results of import {} were not written", importId, e);
      }
    }
  }

  /** Ends the current round, and makes all later ones do nothing. */
  public void stop() {
    stop.cancel();
  }

  private TrackingRound poll(Selection selection, Share share, @Nullable Duration afterFailure) {
    List<StatusChange> changes = new ArrayList<>();
    List<Text> unclear = new ArrayList<>();
    List<Text> failed = new ArrayList<>();
    TreeSet<Long> touched = new TreeSet<>();
    int asked = 0;
    for (OrdersOfTarget orders : trackings.countToAsk(selection)) {
      Optional<Carrier> carrier = configured(orders);
      if (carrier.isPresent() && !stop.isCancelled()) {
        CarrierPoll poll = poll(carrier.get(), selection, share, afterFailure);
        changes.addAll(poll.changes());
        unclear.addAll(poll.unclear());
        touched.addAll(poll.imports());
        asked += poll.asked();
        Text failure = poll.failure();
        if (failure != null) {
          failed.add(
              TrackingText.NOT_ASKED.text(
                  carrier.get().name(), Math.max(1, orders.orders() - poll.results()), failure));
        }
      }
    }
    return new TrackingRound(asked, changes, unclear, failed, List.of(), List.copyOf(touched));
  }

  private CarrierPoll poll(
      Carrier carrier, Selection selection, Share share, @Nullable Duration afterFailure) {
    CarrierProperties carrierProperties = settings.of(carrier);
    try (PacedRequests requests =
        queries.openAfterPlacing(carrier, share, imports::isLocked, stop)) {
      CarrierPoll poll =
          new CarrierPoll(
              carrier,
              new Target(carrier.name(), carrierProperties.environment(), carrierProperties.host()),
              carrierProperties.orderPath(),
              requests,
              trackings,
              clock);
      poll.run(selection, afterFailure, stop);
      return poll;
    }
  }

  /** The carrier if it can be asked for orders that went there; otherwise empty. */
  private Optional<Carrier> configured(OrdersOfTarget orders) {
    CarrierProperties carrierProperties = settings.carriers().get(orders.carrier());
    return carrierProperties != null
            && carrierProperties.environment().equals(orders.environment())
            && carrierProperties.host().equals(orders.host())
        ? carriers.find(orders.carrier()).filter(found -> found.tracking().isPresent())
        : Optional.empty();
  }

  /** Why orders are not asked for. */
  private List<Text> notes(@Nullable Collection<Long> importIds) {
    List<Text> notes = new ArrayList<>();
    for (OrdersOfTarget orders : trackings.countToAsk(new Selection(importIds, null, null))) {
      boolean hasTracking = carriers.find(orders.carrier()).flatMap(Carrier::tracking).isPresent();
      CarrierProperties carrierProperties = settings.carriers().get(orders.carrier());
      if (!hasTracking || carrierProperties == null) {
        notes.add(TrackingText.NO_WAY.text(orders.carrier(), orders.orders()));
      } else if (configured(orders).isEmpty()) {
        notes.add(
            TrackingText.OTHER_TARGET.text(
                orders.carrier(),
                orders.orders(),
                orders.environment(),
                orders.host(),
                carrierProperties.environment(),
                carrierProperties.host()));
      }
    }
    return notes;
  }

  /** The folder of an import's results. */
  public Path folderOf(long importId) {
    return folder.resolve(String.valueOf(importId));
  }
}
