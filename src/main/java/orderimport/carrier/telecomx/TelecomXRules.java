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
      violations.add("ipAddresses", TelecomXProblem.REQUIRED_WITH_FIBER);
    }
    onlyWith("DSL", "takeover", request.takeover());
    onlyWith("DSL", "takeoverCircuit", request.takeoverCircuit());
    onlyWith("DSL", "takeoverCustomer", request.takeoverCustomer());
  }

  private void onlyWith(String type, String field, @Nullable Object value) {
    if (value != null) {
      violations.add(
          field,
          type.equals("DSL") ? TelecomXProblem.ONLY_WITH_DSL : TelecomXProblem.ONLY_WITH_FIBER);
    }
  }

  private void takeover() {
    if (!Boolean.TRUE.equals(request.takeover()) || "FIBER".equals(request.type())) {
      return;
    }
    if (blank(request.takeoverCircuit())) {
      violations.add("takeoverCircuit", TelecomXProblem.TAKEOVER_WITHOUT_CIRCUIT);
    }
    if (blank(request.takeoverCustomer())) {
      violations.add("takeoverCustomer", TelecomXProblem.TAKEOVER_WITHOUT_CUSTOMER);
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
      violations.add("startDate", TelecomXProblem.START_DATE_OUT_OF_RANGE, first, last);
    }
  }
}
