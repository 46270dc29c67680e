package orderimport.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.imports.Lease;
import orderimport.order.IntentResult.OfferEnded;
import orderimport.order.IntentResult.OtherOfferOrdered;
import orderimport.order.IntentResult.PlacedBefore;
import orderimport.order.IntentResult.Recorded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Orders on offers: what the ledger lets pass whatever was checked before. */
class OffersInLedgerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final AttemptResult ACCEPTED =
      new AttemptResult(OrderStatus.ACCEPTED, true, false, null, null, null, 200, "{}");

  private final List<Lease> leases = new ArrayList<>();
  private HikariDataSource dataSource;
  private TransactionTemplate transaction;
  private Ledger ledger;

  @BeforeEach
  void connect() {
    TestDatabase.Database database = TestDatabase.database();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(database.url());
    config.setUsername(database.username());
    config.setPassword(database.password());
    dataSource = new HikariDataSource(config);
    transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    ledger =
        new Ledger(dataSource, transaction, Clock.fixed(NOW, ZoneOffset.UTC), RateLimitGroups.NONE);
  }

  @AfterEach
  void disconnect() {
    leases.forEach(Lease::close);
    dataSource.close();
  }

  private record Held(Order order, Lease lease) {}

  /** An order on hold, of an import of its own. */
  private Held held(String orderRef, String request, String offer, @Nullable Instant endsAt) {
    Imports imports = new Imports(dataSource, transaction, Clock.systemUTC());
    String name = orderRef + System.nanoTime();
    long id = imports.create(name, name, ImportOptions.NONE, Map.of()).id();
    Lease lease = imports.acquireLease(id, "a test").orElseThrow();
    leases.add(lease);
    Orders orders = new Orders(dataSource);
    NewOrder order =
        new NewOrder(
            "telecomx-offer",
            "live",
            orderRef,
            orderRef,
            OrderStatus.HELD,
            "{}",
            1,
            List.of(1L),
            null,
            new Offer(request, offer, endsAt));
    transaction.executeWithoutResult(status -> orders.add(id, List.of(order)));
    return new Held(orders.findHeld(id, "telecomx-offer", "live", -1, 1).get(0), lease);
  }

  private IntentResult intend(Held held) {
    return ledger.recordIntent(held.order(), held.lease(), "host", List.of(), Duration.ofMillis(1));
  }

  private OrderStatus status(Held held) {
    return ledger.find(held.order().id()).orElseThrow().status();
  }

  @Test
  void an_offer_is_read_as_it_was_stored() {
    Offer offer = held("u1", "r-u1", "o-u1", NOW).order().offer();

    assertThat(offer).isEqualTo(new Offer("r-u1", "o-u1", NOW));
  }

  @Test
  void an_ended_offer_has_no_intent() {
    Held ended = held("e1", "r-e1", "o-e1", NOW);
    Held valid = held("e2", "r-e2", "o-e2", NOW.plusMillis(1));

    assertThat(intend(ended)).isInstanceOf(OfferEnded.class);
    assertThat(intend(valid)).isInstanceOf(Recorded.class);
    assertThat(status(ended)).isEqualTo(OrderStatus.HELD);
    assertThat(ledger.invalidate(ended.order(), ended.lease())).isTrue();
    assertThat(status(ended)).isEqualTo(OrderStatus.INVALID);
    assertThat(ledger.invalidate(ended.order(), ended.lease())).isFalse();
  }

  @Test
  void another_offer_of_a_request_has_no_intent() throws InterruptedException {
    Held first = held("d1", "r-d", "o-d1", null);
    Held otherName = held("d2", "r-d", "o-d2", null);
    Held sameName = held("d1", "r-d", "o-d3", null);
    Held sameOffer = held("d4", "r-d", "o-d1", null);
    ledger.recordResult(((Recorded) intend(first)).attempt(), ACCEPTED);

    for (Held other : List.of(otherName, sameName)) {
      assertThat(intend(other))
          .isInstanceOfSatisfying(
              OtherOfferOrdered.class,
              ordered -> assertThat(ordered.earlier().id()).isEqualTo(first.order().id()));
      assertThat(status(other)).isEqualTo(OrderStatus.HELD);
    }
    assertThat(intend(sameOffer)).isInstanceOf(PlacedBefore.class);
    assertThat(status(sameOffer)).isEqualTo(OrderStatus.DUPLICATE);
  }

  @Test
  void a_late_acceptance_of_an_invalid_order_counts() {
    Held order = held("l1", "r-l1", "o-l1", null);
    Attempt attempt = ((Recorded) intend(order)).attempt();
    ledger.withdrawIntent(order.order(), order.lease());
    ledger.invalidate(order.order(), order.lease());

    assertThat(ledger.recordResult(attempt, ACCEPTED)).isEqualTo(Ledger.Effect.CHANGED);
    assertThat(status(order)).isEqualTo(OrderStatus.ACCEPTED);
  }
}
