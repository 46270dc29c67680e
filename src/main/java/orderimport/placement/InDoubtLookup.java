package orderimport.placement;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongPredicate;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.ListedFields;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.OrderLookup;
import orderimport.carrier.OrderLookup.ListedOrder;
import orderimport.imports.AuditLog;
import orderimport.imports.AuditLog.Action;
import orderimport.imports.CancellationToken;
import orderimport.imports.OrderKey;
import orderimport.order.InDoubtOrder;
import orderimport.order.LookupEvidence;
import orderimport.order.LookupEvidence.Outcome;
import orderimport.order.Lookups;
import orderimport.order.Lookups.SentReference;
import orderimport.order.Resolution;
import orderimport.order.Resolutions;
import orderimport.placement.CarrierQueries.Share;
import orderimport.placement.OrderMatcher.Verdict;
import orderimport.problem.LookupText;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks orders in doubt up at their carriers. An order becomes ACCEPTED only if its carrier lists
 * exactly one order that matches by all rules; otherwise it stays in doubt, with the evidence
 * stored. It never counts as not received.
 */
@Component
public class InDoubtLookup {
  private static final Logger log = LoggerFactory.getLogger(InDoubtLookup.class);
  private static final int LONGEST_EXCERPT = 500;

  /** The longest pause between two look-ups of an order in the background. */
  private static final Duration LONGEST_INTERVAL = Duration.ofHours(6);

  private final Carriers carriers;
  private final OrderImportProperties settings;
  private final CarrierQueries queries;
  private final Resolutions resolutions;
  private final Lookups lookups;
  private final AuditLog auditLog;
  private final TransactionTemplate transaction;
  private final Clock clock;

  InDoubtLookup(
      Carriers carriers,
      OrderImportProperties settings,
      CarrierQueries queries,
      Resolutions resolutions,
      Lookups lookups,
      AuditLog auditLog,
      TransactionTemplate transaction,
      Clock clock) {
    this.carriers = carriers;
    this.settings = settings;
    this.queries = queries;
    this.resolutions = resolutions;
    this.lookups = lookups;
    this.auditLog = auditLog;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The result of the request to look up an order. */
  public enum Kind {
    /** The carrier has it: it is accepted. */
    ACCEPTED,
    /** The carrier was asked, and the order stays in doubt. */
    IN_DOUBT,
    /** The carrier could not be asked, or its response could not be read. */
    FAILED,
    /** Its {@code ask-after} has not passed. */
    NOT_DUE,
    /** The carrier, or the configured one, cannot be asked for it. */
    CANNOT_BE_ASKED
  }

  /**
   * The result for an order.
   *
   * @param order as it was before
   * @param message without a full stop
   * @param due when it will be due; null unless NOT_DUE
   */
  public record Answer(InDoubtOrder order, Kind kind, Text message, @Nullable Instant due) {
    Answer(InDoubtOrder order, Kind kind, Text message) {
      this(order, kind, message, null);
    }
  }

  /**
   * An order to look up.
   *
   * @param request as it was sent
   * @param reference our reference in it
   */
  private record Question(InDoubtOrder order, JsonNode request, String reference, Instant sentAt) {}

  /** The orders that one list can contain. */
  private record Scope(String carrier, SortedMap<String, String> parameters) {}

  /**
   * Looks up the orders that are due.
   *
   * @param inDoubt the orders
   * @param isLocked whether a process works on an import, by the import's id
   * @param worker this process, for the evidence
   * @param spaced whether to wait longer after each look-up of an order that stays in doubt
   * @param stop once cancelled, no further request is sent
   * @return a result for each order, in the same sequence
   */
  public List<Answer> ask(
      List<InDoubtOrder> inDoubt,
      LongPredicate isLocked,
      String worker,
      boolean spaced,
      CancellationToken stop) {
    Map<Long, Answer> answers = new LinkedHashMap<>();
    Map<Scope, List<Question>> questions = new LinkedHashMap<>();
    for (InDoubtOrder order : inDoubt) {
      obstacle(order, spaced)
          .ifPresentOrElse(
              answer -> answers.put(order.id(), answer),
              () -> {
                Question question = Objects.requireNonNull(question(order));
                questions
                    .computeIfAbsent(
                        new Scope(order.carrier(), lookup(order).scope(question.request())),
                        scope -> new ArrayList<>())
                    .add(question);
              });
    }
    questions.forEach(
        (scope, each) ->
            ask(scope, each, isLocked, worker, stop)
                .forEach(answer -> answers.put(answer.order().id(), answer)));
    return inDoubt.stream().map(order -> Objects.requireNonNull(answers.get(order.id()))).toList();
  }

  /**
   * The time when the look-up of an order in doubt is due; empty if its carrier cannot be asked.
   */
  public Optional<Instant> due(InDoubtOrder order) {
    return cannotBeAsked(order).isPresent() ? Optional.empty() : Optional.of(due(order, false));
  }

  private Optional<Answer> obstacle(InDoubtOrder order, boolean spaced) {
    Optional<Text> cannot = cannotBeAsked(order);
    if (cannot.isPresent()) {
      return cannot.map(why -> new Answer(order, Kind.CANNOT_BE_ASKED, why));
    }
    Instant due = due(order, spaced);
    return due.isAfter(clock.instant())
        ? Optional.of(
            new Answer(
                order,
                Kind.NOT_DUE,
                LookupText.NOT_DUE.text(order.carrier(), due.truncatedTo(ChronoUnit.SECONDS)),
                due))
        : Optional.empty();
  }

  /** The reason why an order cannot be looked up; empty if it can. */
  public Optional<Text> cannotBeAsked(InDoubtOrder order) {
    CarrierProperties carrierProperties = settings.carriers().get(order.carrier());
    if (carriers.find(order.carrier()).flatMap(Carrier::lookup).isEmpty()
        || carrierProperties == null) {
      return Optional.of(LookupText.CANNOT_BE_ASKED.text(order.carrier()));
    } else if (!carrierProperties.environment().equals(order.environment())) {
      return Optional.of(
          LookupText.OTHER_ENVIRONMENT.text(
              order.carrier(), order.environment(), carrierProperties.environment()));
    } else if (!carrierProperties.host().equals(order.host())) {
      return Optional.of(
          LookupText.OTHER_HOST.text(
              order.carrier(), String.valueOf(order.host()), carrierProperties.host()));
    }
    return question(order) == null
        ? Optional.of(LookupText.NO_REFERENCE_SENT.text(order.carrier()))
        : Optional.empty();
  }

  private Instant due(InDoubtOrder order, boolean spaced) {
    Duration askAfter = settings.of(carriers.get(order.carrier())).askAfter();
    Instant due = Objects.requireNonNull(order.sentAt()).plus(askAfter);
    LookupEvidence last = order.lookup();
    if (!spaced || last == null) {
      return due;
    }
    Duration interval =
        Duration.ofMillis(
            Math.min(
                LONGEST_INTERVAL.toMillis(),
                Math.max(1_000, askAfter.toMillis()) << Math.min(order.lookups() - 1, 20)));
    return last.askedAt().plus(interval);
  }

  private OrderLookup lookup(InDoubtOrder order) {
    return carriers.get(order.carrier()).lookup().orElseThrow();
  }

  private @Nullable Question question(InDoubtOrder order) {
    String json = order.request();
    Instant sentAt = order.sentAt();
    if (json == null || sentAt == null) {
      return null;
    }
    JsonNode request = JsonMapper.shared().readTree(json);
    String reference = ListedFields.text(request, referenceField(order));
    return reference == null || OrderKey.of(reference).isEmpty()
        ? null
        : new Question(order, request, reference, sentAt);
  }

  private String referenceField(InDoubtOrder order) {
    return referenceField(carriers.get(order.carrier()));
  }

  /** A carrier whose requests have no such field has no look-up. */
  private static String referenceField(Carrier carrier) {
    return Objects.requireNonNull(carrier.orderRefPath(), carrier.name());
  }

  private List<Answer> ask(
      Scope scope,
      List<Question> questions,
      LongPredicate isLocked,
      String worker,
      CancellationToken stop) {
    Carrier carrier = carriers.get(scope.carrier());
    Instant askedAt = clock.instant();
    try (PacedRequests requests = queries.openAfterPlacing(carrier, Share.ALL, isLocked, stop)) {
      CarrierListReader list = new CarrierListReader(carrier.lookup().orElseThrow(), requests);
      CarrierListReader.Result result =
          list.read(
              scope.parameters(),
              questions.stream()
                  .map(Question::sentAt)
                  .min(Comparator.naturalOrder())
                  .orElseThrow());
      return result instanceof CarrierListReader.Complete complete
          ? judge(carrier, questions, complete, askedAt, worker)
          : fail(questions, (CarrierListReader.Incomplete) result, askedAt, worker);
    }
  }

  private List<Answer> fail(
      List<Question> questions,
      CarrierListReader.Incomplete result,
      Instant askedAt,
      String worker) {
    List<Answer> answers = new ArrayList<>();
    for (Question question : questions) {
      Text message = LookupText.FAILED.text(question.order().carrier(), result.why());
      if (result.asked()) {
        lookups.add(
            question.order().id(),
            new LookupEvidence(
                question.order().attempt(),
                askedAt,
                worker,
                result.call(),
                Outcome.FAILED,
                message,
                result.status(),
                result.body() == null ? null : StoredText.of(result.body(), LONGEST_EXCERPT)));
      }
      answers.add(new Answer(question.order(), Kind.FAILED, message));
    }
    return answers;
  }

  private List<Answer> judge(
      Carrier carrier,
      List<Question> questions,
      CarrierListReader.Complete list,
      Instant askedAt,
      String worker) {
    List<SentReference> sent =
        lookups.findSent(
            questions.get(0).order().environment(),
            carrier.name(),
            referenceField(carrier),
            questions.stream().map(Question::reference).toList());
    List<Answer> answers = new ArrayList<>();
    for (Question question : questions) {
      OrderMatcher matcher =
          new OrderMatcher(
              lookup(question.order()),
              carrier.name(),
              question.reference(),
              question.request(),
              question.sentAt());
      Verdict verdict = unlessShared(matcher.judge(list.orders()), question, sent);
      answers.add(record(question, verdict, list, askedAt, worker));
    }
    return answers;
  }

  /**
   * Leaves an order in doubt whose reference another of our orders has: the list may mean either.
   */
  private static Verdict unlessShared(
      Verdict verdict, Question question, List<SentReference> sent) {
    String key = OrderKey.of(question.reference());
    Optional<SentReference> other =
        sent.stream()
            .filter(each -> each.orderId() != question.order().id())
            .filter(each -> OrderKey.of(each.reference()).equals(key))
            .findFirst();
    return verdict.outcome() != Outcome.FOUND || other.isEmpty()
        ? verdict
        : new Verdict(
            Outcome.UNSURE,
            LookupText.SHARED_REFERENCE.text(
                question.reference(), other.get().orderRef(), other.get().importId()),
            null,
            verdict.entries());
  }

  private Answer record(
      Question question,
      Verdict verdict,
      CarrierListReader.Complete list,
      Instant askedAt,
      String worker) {
    InDoubtOrder order = question.order();
    ListedOrder match = verdict.match();
    String entries = verdict.entries();
    LookupEvidence evidence =
        new LookupEvidence(
            order.attempt(),
            askedAt,
            worker,
            match == null ? list.firstCall() : list.callOf(match),
            verdict.outcome(),
            verdict.detail(),
            list.status(),
            entries == null
                ? StoredText.of(list.beginning(), LONGEST_EXCERPT)
                : StoredText.of(entries));
    if (match == null) {
      lookups.add(order.id(), evidence);
      return new Answer(order, Kind.IN_DOUBT, verdict.detail());
    }
    String id = Objects.requireNonNull(match.carrierOrderId());
    Resolution resolution = transaction.execute(status -> accept(order, id, evidence, worker));
    if (resolution instanceof Resolution.Resolved) {
      log.info("{} {} was found at the carrier as {}", order.carrier(), order.orderRef(), id);
      return new Answer(order, Kind.ACCEPTED, verdict.detail());
    } else if (resolution instanceof Resolution.IdTaken taken) {
      Text message =
          LookupText.ID_TAKEN.text(
              order.carrier(), id, taken.holder().orderRef(), taken.holder().importId());
      lookups.add(
          order.id(),
          new LookupEvidence(
              evidence.attempt(),
              askedAt,
              worker,
              evidence.call(),
              Outcome.UNSURE,
              message,
              evidence.responseStatus(),
              evidence.response()));
      return new Answer(order, Kind.IN_DOUBT, message);
    }
    return new Answer(order, Kind.IN_DOUBT, LookupText.CHANGED_MEANWHILE.text());
  }

  private Resolution accept(
      InDoubtOrder order, String carrierOrderId, LookupEvidence evidence, String worker) {
    Resolution resolution = resolutions.found(order.id(), carrierOrderId, evidence, worker);
    if (resolution instanceof Resolution.Resolved) {
      auditLog.add(
          order.importId(),
          order.id(),
          worker,
          Action.FOUND_AT_CARRIER,
          "%s %s: %s".formatted(order.carrier(), order.orderRef(), carrierOrderId),
          null);
    }
    return resolution;
  }
}
