package orderimport.carrier.telecomx;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import orderimport.carrier.AllowedValues;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Telephone;
import orderimport.carrier.WarningPayload;
import org.jspecify.annotations.NullUnmarked;

/** The request for a line. Source: the carrier's documentation of its create call, "Request". */
@NullUnmarked
@CrossField
record TelecomXRequest(
    @FieldDoc(value = "Kind of line", example = "FIBER") @NotBlank @AllowedValues({"DSL", "FIBER"})
        String type,
    @FieldDoc("The customer that the line is for; blank if not known yet")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String customer,
    @FieldDoc(
            value = "The reseller that the request belongs to when it has no customer",
            example = "5a1b2c3d4e5f60718293a4b5")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String reseller,
    @FieldDoc(value = "Other information about the request", example = "Entrance from the yard")
        @Size(max = 4096) String notes,
    @FieldDoc("Where the line goes") @NotNull @Valid TelecomXAddress address,
    @FieldDoc(value = "The other end of a line between two sites; FIBER only", inExampleRow = false)
        @Valid TelecomXAddress address2,
    @FieldDoc(value = "Id of the ordered product", example = "5a1b2c3d4e5f60718293a4c6")
        @HexId
        @HexId.UsualLength(payload = WarningPayload.class)
        String product,
    @FieldDoc("Whether an existing line is taken over from another operator; DSL only")
        Boolean takeover,
    @FieldDoc("Name of the line that is taken over; DSL only") @CodeText String takeoverCircuit,
    @FieldDoc("The customer's number at the operator that has the line now; DSL only") @CodeText
        String takeoverCustomer,
    @FieldDoc(value = "Number of IP addresses; required with FIBER, not with DSL", example = "8")
        @AllowedValues({"1", "2", "4", "8", "16", "32"})
        Integer ipAddresses,
    @FieldDoc(value = "Whether to get an offer bound for 1 year; FIBER only", example = "yes")
        Boolean commitment1,
    @FieldDoc(value = "Whether to get an offer bound for 2 years; FIBER only", example = "yes")
        Boolean commitment2,
    @FieldDoc(value = "Whether to get an offer bound for 3 years; FIBER only", example = "no")
        Boolean commitment3,
    @FieldDoc(value = "Your own name for the request; blank for order_ref", example = "SITE-1001")
        @CodeText
        String reference,
    @FieldDoc("Ids of the employees who get an e-mail about the outcome, separated by ;")
        @JsonProperty("notify")
        List<@HexId @HexId.UsualLength(payload = WarningPayload.class) String> notified,
    @FieldDoc(
            "Requested day of delivery, from one month ago to six months ahead; blank for as soon as"
                + " possible")
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC")
        Instant startDate,
    @FieldDoc(value = "Number that the technician calls half an hour before", example = "70123456")
        @Telephone
        String installCallNumber,
    @FieldDoc(value = "Person who answers that call", example = "Karen Holm")
        String installCallName,
    @FieldDoc(value = "Time of day for the visit", example = "7_30_TO_12")
        @AllowedValues({"7_30_TO_16", "7_30_TO_12", "12_TO_16"})
        String installTime,
    @FieldDoc("The offers for the request") @Valid List<TelecomXOffer> offers)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    TelecomXRules.check(this, violations, clock);
  }
}
