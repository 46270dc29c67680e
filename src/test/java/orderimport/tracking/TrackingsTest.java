package orderimport.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import orderimport.carrier.OrderTracking.Detail;
import orderimport.carrier.OrderTracking.Offer;
import orderimport.carrier.OrderTracking.OfferCell;
import orderimport.carrier.OrderTracking.OrderState;
import orderimport.database.TestDatabase;
import orderimport.imports.ImportOptions;
import orderimport.imports.Imports;
import orderimport.notification.NotificationProperties;
import orderimport.notification.NotificationProperties.Format;
import orderimport.notification.NotificationProperties.Mail;
import orderimport.notification.NotificationProperties.Webhook;
import orderimport.notification.Outbox;
import orderimport.order.NewOrder;
import orderimport.order.OrderStatus;
import orderimport.order.OrderSummary;
import orderimport.order.Orders;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import orderimport.tracking.Trackings.Selection;
import orderimport.tracking.Trackings.Target;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Claims, states and changes of orders in PostgreSQL. */
class TrackingsTest {
  private static final Target TARGET = new Target("granite", "live", "api.example.com");
  private static final Selection ALL = new Selection(null, null, null);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final DataSource dataSource = TestDatabase.fresh();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(dataSource));
  private final Trackings trackings = new Trackings(dataSource, transaction);
  private final Instant now = Instant.now();
  private long importId;

  @BeforeEach
  void acceptThreeOrders() {
    importId =
        new Imports(dataSource, transaction, Clock.systemUTC())
            .create("sites.csv", "hash", ImportOptions.NONE, Map.of())
            .id();
    List<NewOrder> orders = new ArrayList<>();
    for (int number = 1; number <= 3; number++) {
      orders.add(
          new NewOrder(
              "granite",
              "live",
              "A-" + number,
              "a-" + number,
              OrderStatus.HELD,
              "{}",
              number,
              List.of(1L),
              null,
              null,
              OrderSummary.NONE));
    }
    transaction.executeWithoutResult(status -> new Orders(dataSource).add(importId, orders));
    jdbc().sql("update orders set host = 'api.example.com', carrier_order_id = order_ref").update();
    jdbc().sql("update orders set status = 'SENDING'").update();
    jdbc().sql("update orders set status = 'ACCEPTED' where order_ref <> 'A-3'").update();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  private List<OrderToTrack> claim(Selection selection) {
    return trackings.claim(TARGET, selection, 100, LONG);
  }

  private static OrderState state(String status, boolean isFinal, @Nullable Instant since) {
    return new OrderState(
        status, isFinal, since, List.of(new Detail("circuit", "C\0-1")), List.of());
  }

  @Test
  void only_accepted_orders_that_are_not_final_are_claimed_and_each_once() {
    List<OrderToTrack> claimed = claim(ALL);

    assertThat(claimed).extracting(OrderToTrack::orderRef).containsExactly("A-1", "A-2");
    assertThat(claim(ALL)).isEmpty();
    assertThat(trackings.isAnyClaimed(TARGET, ALL)).isTrue();
    assertThat(trackings.isAnyClaimed(TARGET, new Selection(null, null, now.minusSeconds(1))))
        .isTrue();
    trackings.release(claimed, null);
    assertThat(trackings.isAnyClaimed(TARGET, ALL)).isFalse();
    trackings.record(claimed.get(0), state("completed", true, null), now, now);
    assertThat(claim(ALL)).extracting(OrderToTrack::orderRef).containsExactly("A-2");
  }

  @Test
  void orders_of_other_targets_imports_and_times_are_not_claimed() {
    assertThat(trackings.claim(new Target("granite", "live", "other"), ALL, 9, LONG)).isEmpty();
    assertThat(trackings.claim(new Target("granite", "staging", "api.example.com"), ALL, 9, LONG))
        .isEmpty();
    assertThat(claim(new Selection(List.of(importId + 1), null, null))).isEmpty();
    assertThat(claim(new Selection(null, now.plusSeconds(300), null))).isEmpty();
    assertThat(claim(new Selection(List.of(importId), now.plusSeconds(900), null))).hasSize(2);
  }

  @Test
  void an_expired_claim_is_free_again() throws Exception {
    List<OrderToTrack> claimed = trackings.claim(TARGET, ALL, 9, Duration.ofSeconds(1));
    assertThat(claimed).hasSize(2);
    trackings.renew(claimed.subList(1, 2), LONG);
    Thread.sleep(1_200);

    assertThat(claim(ALL)).extracting(OrderToTrack::orderRef).containsExactly("A-1");
  }

  @Test
  void processes_that_claim_at_the_same_time_share_the_orders() throws Exception {
    List<OrderToTrack> claimed = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(
                each -> new Thread(() -> claimed.addAll(trackings.claim(TARGET, ALL, 1, LONG))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(claimed).extracting(OrderToTrack::orderRef).containsExactlyInAnyOrder("A-1", "A-2");
  }

  @Test
  void the_history_has_each_change_and_the_time_since_when() {
    OrderToTrack order = claim(ALL).get(0);
    Instant stated = Instant.parse("2026-01-02T03:04:05Z");

    assertThat(trackings.record(order, state("submitted", false, null), now, now)).isPresent();
    assertThat(trackings.record(order, state("submitted", false, null), now.plusSeconds(60), now))
        .isEmpty();
    trackings.record(order, state("pending", false, stated), now.plusSeconds(120), now);
    trackings.recordProblem(order, Text.verbatim("not listed"), now.plusSeconds(180), now);

    assertThat(trackings.history(order.id()))
        .extracting(change -> change.previous() + " " + change.status())
        .containsExactly("submitted pending", "null submitted");
    assertThat(trackings.history(order.id()).get(1).since().toEpochMilli())
        .isEqualTo(now.toEpochMilli());
    Tracking tracking = trackings.findByOrder(order.id()).orElseThrow();
    assertThat(tracking.status()).isEqualTo("pending");
    assertThat(tracking.since()).isEqualTo(stated);
    assertThat(tracking.details()).containsExactly(new Detail("circuit", "C\uFFFD-1"));
    assertThat(tracking.problem()).isEqualTo(Text.verbatim("not listed"));
  }

  @Test
  void a_late_response_does_not_replace_a_newer_one() {
    OrderToTrack order = claim(ALL).get(0);
    trackings.record(order, state("completed", true, null), now.plusSeconds(60), now);

    assertThat(trackings.record(order, state("submitted", false, null), now, now)).isEmpty();
    trackings.recordProblem(order, Text.verbatim("late"), now, now);

    Tracking tracking = trackings.findByOrder(order.id()).orElseThrow();
    assertThat(tracking.status()).isEqualTo("completed");
    assertThat(tracking.problem()).isNull();
  }

  private TrackingNotifier notifier(Outbox outbox, NotificationProperties settings) {
    return new TrackingNotifier(trackings, outbox, settings, TextRenderer.ENGLISH, transaction);
  }

  private record Message(String channel, String subject, String body, @Nullable String html) {}

  private List<Message> messages() {
    return jdbc()
        .sql("select channel, subject, body, html from notification order by channel")
        .query(Message.class)
        .list();
  }

  @Test
  void one_summary_names_all_changes_since_the_last_one() {
    NotificationProperties settings =
        new NotificationProperties(
            new Mail("", List.of("ops@example.com")),
            new Webhook("http://127.0.0.1:1/hook", Format.JSON, "", "", null, "", false),
            false,
            DataSize.ofMegabytes(1),
            "https://orders.example.com/imports/{id}");
    TrackingNotifier notifier =
        notifier(new Outbox(dataSource, settings, Clock.systemUTC()), settings);
    List<OrderToTrack> orders = claim(ALL);
    notifier.add();
    orders.forEach(order -> trackings.record(order, state("submitted", false, null), now, now));
    notifier.add();
    assertThat(messages()).isEmpty();

    orders.forEach(
        order -> trackings.record(order, state("<b>done", true, null), now.plusSeconds(60), now));
    notifier.addIfDue(now.plusSeconds(600));
    assertThat(messages()).isEmpty();
    notifier.addIfDue(now.plusSeconds(4_000));
    notifier.addIfDue(now.plusSeconds(8_000));

    assertThat(messages()).extracting(Message::channel).containsExactly("MAIL", "WEBHOOK");
    Message mail = messages().get(0);
    assertThat(mail.subject()).isEqualTo("order-import: 2 changes of orders at their carriers");
    assertThat(mail.body())
        .contains("- granite A-1 (import %d): <b>done (final), since".formatted(importId))
        .contains("- granite A-2", "; it was submitted")
        .contains("https://orders.example.com/imports/" + importId);
    assertThat(mail.html()).contains("&lt;b&gt;done (final)").doesNotContain("<b>done");
    JsonNode json = JsonMapper.shared().readTree(messages().get(1).body());
    assertThat(json.path("changes"))
        .extracting(
            each ->
                each.path("order_ref").asString()
                    + " "
                    + each.path("previous").asString()
                    + " "
                    + each.path("carrier_status").asString()
                    + " "
                    + each.path("final").asBoolean())
        .containsExactly("A-1 submitted <b>done true", "A-2 submitted <b>done true");
  }

  @Test
  void a_first_state_with_offers_is_worth_a_notification() {
    OrderToTrack order = claim(ALL).get(0);
    Offer offer = new Offer("telecomx-offer", List.of(new OfferCell("offer", "c1", false)));

    trackings.record(
        order, new OrderState("answered", false, null, List.of(), List.of(offer)), now, now);

    assertThat(trackings.oldestToNotify()).isPresent();
  }
}
