package orderimport.carrier.telecomx;

import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.validation.constraints.NotBlank;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Informative;
import orderimport.carrier.OrderOnOffer;
import orderimport.carrier.WarningPayload;
import orderimport.problem.OrderProblem;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Source: {@code around-the-order.md}, "Order on an offer". The other columns are those of {@code
 * offers.xlsx}.
 */
@NullUnmarked
@CrossField
record TelecomXOfferRequest(
    @FieldDoc(
            value = "Id of the request that TelecomX answered",
            example = "5a1b2c3d4e5f60718293a4b5")
        @NotBlank @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String request,
    @FieldDoc(
            value = "Id of the offer to order; one for each request",
            example = "5a1b2c3d4e5f60718293a4b6")
        @NotBlank @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String offer,
    @FieldDoc("The customer that the line is for; blank for the one of the request")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String customer,
    @FieldDoc("The provider behind the offer; for information, not sent") @Informative
        String provider,
    @FieldDoc("The offered product; for information, not sent") @Informative String product,
    @FieldDoc("Price of the set-up; for information, not sent") @Informative String setup_price,
    @FieldDoc("Price of a month; for information, not sent") @Informative String monthly_price,
    @FieldDoc("Months before the line can be cancelled; for information, not sent") @Informative
        String commitment,
    @FieldDoc("Last day on which the offer can be ordered; checked, but not sent") @JsonIgnore
        LocalDate expires)
    implements CrossFieldRules, OrderOnOffer {

  @Override
  public void check(Violations violations, Clock clock) {
    Instant end = offerEnd();
    if (end != null && !clock.instant().isBefore(end)) {
      violations.add(EXPIRES, OrderProblem.OFFER_EXPIRED, expires);
    }
  }

  /** Ids are hexadecimal, so their case does not matter. */
  @Override
  public @Nullable String offeredFor() {
    return key(request);
  }

  @Override
  public @Nullable String offerId() {
    return key(offer);
  }

  private static @Nullable String key(@Nullable String id) {
    return id == null || id.isBlank() ? null : id.strip().toLowerCase(Locale.ROOT);
  }

  /** Offers expire 30 days after the answer, of which {@link #expires} is the day in UTC. */
  @Override
  public @Nullable Instant offerEnd() {
    return expires == null ? null : expires.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
