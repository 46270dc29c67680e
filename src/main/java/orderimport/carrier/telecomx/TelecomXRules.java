package orderimport.carrier.telecomx;

import static orderimport.carrier.Blank.blank;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import orderimport.carrier.CrossFieldRules.Violations;
import org.jspecify.annotations.Nullable;

/** The rules that depend on the line type, on a takeover and on the current date. */
final class TelecomXRules {
  private final TelecomXRequest request;
  private final Violations violations;

  private TelecomXRules(TelecomXRequest request, Violations violations) {
    this.request = request;
    this.violations = violations;
  }

  static void check(TelecomXRequest request, Violations violations, Clock clock) {
    var rules = new TelecomXRules(request, violations);
    if ("DSL".equals(request.type())) {
      rules.dsl();
    }
    if ("FIBER".equals(request.type())) {
      rules.fiber();
    }
    rules.takeover();
    rules.startDate(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
  }

  private void dsl() {
    onlyWith("FIBER", "address2", request.address2());
    onlyWith("FIBER", "ipAddresses", request.ipAddresses());
    onlyWith("FIBER", "commitment1", request.commitment1());
    onlyWith("FIBER", "commitment2", request.commitment2());
    onlyWith("FIBER", "commitment3", request.commitment3());
    var offers = request.offers();
    for (int i = 0; offers != null && i < offers.size(); i++) {
      for (String price : offers.get(i).prices()) {
        onlyWith("FIBER", "offers[%d].%s".formatted(i, price), true);
      }
    }
  }

  private void fiber() {
    if (request.ipAddresses() == null) {
      violations.add(
          "ipAddresses",
          "required_with_fiber",
          "is missing, but FIBER requires it",
          "Enter 1, 2, 4, 8, 16 or 32.");
    }
    onlyWith("DSL", "takeover", request.takeover());
    onlyWith("DSL", "takeoverCircuit", request.takeoverCircuit());
    onlyWith("DSL", "takeoverCustomer", request.takeoverCustomer());
  }

  private void onlyWith(String type, String field, @Nullable Object value) {
    if (value != null) {
      violations.add(
          field,
          "only_with_" + (type.equals("DSL") ? "dsl" : "fiber"),
          "is only for lines of type " + type,
          "Clear the cell, or change the type to " + type + ".");
    }
  }

  private void takeover() {
    if (!Boolean.TRUE.equals(request.takeover()) || "FIBER".equals(request.type())) {
      return;
    }
    if (blank(request.takeoverCircuit())) {
      violations.add(
          "takeoverCircuit",
          "required_for_takeover",
          "is missing, but a takeover requires it",
          "Enter the name of the line that is taken over.");
    }
    if (blank(request.takeoverCustomer())) {
      violations.add(
          "takeoverCustomer",
          "required_for_takeover",
          "is missing, but a takeover requires it",
          "Enter the customer's number at the operator that has the line now.");
    }
  }

  private void startDate(LocalDate today) {
    if (request.startDate() == null) {
      return;
    }
    LocalDate day = request.startDate().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.minusMonths(1);
    LocalDate last = today.plusMonths(6);
    if (day.isBefore(first) || day.isAfter(last)) {
      violations.add(
          "startDate",
          "start_date_out_of_range",
          "is not between %s and %s".formatted(first, last),
          "Enter a day from one month ago to six months ahead, or leave the cell blank for as soon"
              + " as possible.");
    }
  }
}
