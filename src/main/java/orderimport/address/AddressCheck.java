package orderimport.address;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.address.AddressLookups.Stored;
import orderimport.binding.BoundOrder;
import orderimport.carrier.AddressLookup;
import orderimport.carrier.AddressLookup.Address;
import orderimport.carrier.AddressLookup.Outcome;
import orderimport.carrier.AddressLookup.Result;
import orderimport.carrier.AddressLookup.Suggestion;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestJson;
import orderimport.imports.CancellationToken;
import orderimport.imports.ProgressListener;
import orderimport.placement.CarrierQueries;
import orderimport.problem.AddressProblem;
import orderimport.problem.Problem;
import orderimport.problem.Problem.Severity;
import orderimport.problem.Text;
import orderimport.problem.Text.Entry;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks the addresses of orders: first they are looked up, outside of any transaction, and then
 * each order gets the problems of its addresses from what is stored.
 */
@Component
public class AddressCheck {
  private static final int LONGEST_KEY = 200;

  private final Carriers carriers;
  private final OrderImportProperties settings;
  private final CarrierQueries queries;
  private final AddressLookups lookups;
  private final Clock clock;

  AddressCheck(
      Carriers carriers,
      OrderImportProperties settings,
      CarrierQueries queries,
      AddressLookups lookups,
      Clock clock) {
    this.carriers = carriers;
    this.settings = settings;
    this.queries = queries;
    this.lookups = lookups;
    this.clock = clock;
  }

  /** Whether the addresses of a carrier are checked. */
  public boolean isOn(String carrier) {
    CarrierProperties own = settings.carriers().get(carrier);
    return own != null && own.addressCheck();
  }

  /**
   * Begins to look up the addresses of a carrier's orders.
   *
   * @param maxThreads the maximum number of requests at the same time, besides the carrier's own
   * @param stop once cancelled, no further request is sent
   */
  public CarrierAddresses open(
      String carrier, int maxThreads, ProgressListener progress, CancellationToken stop) {
    Carrier known = carriers.get(carrier);
    CarrierProperties own = settings.of(known);
    return new CarrierAddresses(
        carrier,
        own.host(),
        known.addressLookup().orElseThrow(),
        lookups,
        queries.open(known, stop),
        Math.max(1, Math.min(maxThreads, own.concurrency())),
        progress,
        stop,
        clock);
  }

  /** The orders of a carrier with the problems of their addresses. */
  public List<BoundOrder> check(String carrier, List<BoundOrder> orders) {
    AddressLookup lookup = carriers.get(carrier).addressLookup().orElseThrow();
    List<List<Address>> addresses = orders.stream().map(order -> addresses(lookup, order)).toList();
    Set<String> keys =
        addresses.stream().flatMap(List::stream).map(AddressCheck::key).collect(Collectors.toSet());
    Map<String, Stored> stored =
        lookups.find(carrier, settings.of(carriers.get(carrier)).host(), keys);
    List<BoundOrder> checked = new ArrayList<>();
    for (int i = 0; i < orders.size(); i++) {
      BoundOrder order = orders.get(i);
      List<Problem> problems = new ArrayList<>();
      for (Address address : addresses.get(i)) {
        Stored last = stored.get(key(address));
        if (last != null) {
          problems.addAll(problems(carrier, order, address, last));
        }
      }
      checked.add(order.with(problems));
    }
    return checked;
  }

  /** The addresses of an order that can be looked up, also if its other cells have errors. */
  static List<Address> addresses(AddressLookup lookup, BoundOrder order) {
    return lookup.addresses(JsonMapper.shared().readTree(RequestJson.write(order.draft())));
  }

  /** The key in the database. */
  static String key(Address address) {
    String key = address.key();
    return key.length() <= LONGEST_KEY
        ? key
        : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static List<Problem> problems(
      String carrier, BoundOrder order, Address address, Stored last) {
    String main = address.path() + "." + address.fields().keySet().iterator().next();
    if (last instanceof AddressLookups.Failed failed) {
      return List.of(
          order
              .places()
              .at(
                  main,
                  Severity.WARNING,
                  AddressProblem.ADDRESS_NOT_CHECKED,
                  carrier,
                  address.text(),
                  failed.why()));
    }
    Result result = ((AddressLookups.Known) last).result();
    return result.outcome() == Outcome.MATCH
        ? List.of()
        : errors(carrier, order, address, main, result);
  }

  /** An error on each cell that the suggestions would change, or else on that of the street. */
  private static List<Problem> errors(
      String carrier, BoundOrder order, Address address, String main, Result result) {
    Map<String, Set<String>> valuesByCell = new LinkedHashMap<>();
    for (Suggestion suggestion : result.suggestions()) {
      suggestion
          .changes()
          .forEach(
              (field, value) ->
                  valuesByCell
                      .computeIfAbsent(address.path() + "." + field, cell -> new LinkedHashSet<>())
                      .add(value));
    }
    if (valuesByCell.isEmpty()) {
      valuesByCell.put(main, Set.of());
    }
    Text.Suggested whole =
        new Text.Suggested(result.suggestions().stream().map(Suggestion::text).toList());
    Map<String, Problem> problems = new LinkedHashMap<>();
    valuesByCell.forEach(
        (cell, values) ->
            problems.put(
                cell,
                order
                    .places()
                    .at(
                        cell,
                        Severity.ERROR,
                        kind(result, values.isEmpty()),
                        carrier,
                        address.text(),
                        whole.inOneLine(),
                        new Text.Suggested(List.copyOf(values)))));
    return withChoices(List.copyOf(problems.values()), choices(address, result, problems));
  }

  /** The entries of each suggestion, which change the cells of one address together. */
  private static List<List<Entry>> choices(
      Address address, Result result, Map<String, Problem> problemByCell) {
    return result.suggestions().stream()
        .map(
            suggestion ->
                suggestion.changes().entrySet().stream()
                    .map(
                        change -> {
                          Problem problem =
                              Objects.requireNonNull(
                                  problemByCell.get(address.path() + "." + change.getKey()));
                          return new Entry(
                              problem.location().column(), problem.heading(), change.getValue());
                        })
                    .toList())
        .filter(entries -> !entries.isEmpty())
        .distinct()
        .toList();
  }

  /** The first problem gets the choices, unless they concern more than one row. */
  private static List<Problem> withChoices(List<Problem> problems, List<List<Entry>> choices) {
    Problem first = problems.get(0);
    if (problems.stream().map(problem -> problem.location().row()).distinct().count() > 1) {
      return problems;
    }
    Text message =
        first
            .message()
            .map(
                argument ->
                    argument instanceof Text.Suggested suggested
                        ? new Text.Suggested(suggested.values(), choices)
                        : argument);
    return Stream.concat(
            Stream.of(first.with(first.heading(), message, message.hint())),
            problems.stream().skip(1))
        .toList();
  }

  private static AddressProblem kind(Result result, boolean withoutValues) {
    return switch (result.outcome()) {
      case STREET_ONLY -> AddressProblem.ADDRESS_STREET_ONLY;
      case SEVERAL ->
          withoutValues ? AddressProblem.ADDRESS_AMBIGUOUS_SAME : AddressProblem.ADDRESS_AMBIGUOUS;
      default ->
          withoutValues ? AddressProblem.ADDRESS_NOT_FOUND : AddressProblem.ADDRESS_NOT_FOUND_NEAR;
    };
  }

  /** All addresses of orders that can be looked up, by key; of equal ones the first. */
  static Map<String, Address> distinct(AddressLookup lookup, Stream<BoundOrder> orders) {
    Map<String, Address> distinct = new LinkedHashMap<>();
    orders
        .flatMap(order -> addresses(lookup, order).stream())
        .forEach(address -> distinct.putIfAbsent(key(address), address));
    return distinct;
  }
}
