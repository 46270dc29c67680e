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
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import orderimport.carrier.OneOf;
import orderimport.carrier.Telephone;
import orderimport.carrier.Warning;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code telecomx-internet-request-create.txt}, "Request". */
@NullUnmarked
@Consistent
record TelecomXRequest(
    @Doc(value = "Kind of line", example = "FIBER") @NotBlank @OneOf({"DSL", "FIBER"}) String type,
    @Doc("The customer that the line is for; blank if there is none yet")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String customer,
    @Doc(
            value = "The reseller that the request belongs to when it has no customer",
            example = "5a1b2c3d4e5f60718293a4b5")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String reseller,
    @Doc(value = "Anything worth knowing about the request", example = "Entrance from the yard")
        @Size(max = 4096) String notes,
    @Doc("Where the line goes") @NotNull @Valid TelecomXAddress address,
    @Doc(value = "The other end of a line between two places; FIBER only", inExampleRow = false)
        @Valid TelecomXAddress address2,
    @Doc(value = "The product that is asked for", example = "5a1b2c3d4e5f60718293a4c6")
        @HexId
        @HexId.UsualLength(payload = Warning.class)
        String product,
    @Doc("Whether an existing line is taken over from another operator; DSL only") Boolean takeover,
    @Doc("Name of the line that is taken over; DSL only") @Code String takeoverCircuit,
    @Doc("The customer's number at the operator that has the line now; DSL only") @Code
        String takeoverCustomer,
    @Doc(value = "How many IP addresses; required with FIBER, not with DSL", example = "8")
        @OneOf({"1", "2", "4", "8", "16", "32"})
        Integer ipAddresses,
    @Doc(value = "Whether to get an offer bound for 1 year; FIBER only", example = "yes")
        Boolean commitment1,
    @Doc(value = "Whether to get an offer bound for 2 years; FIBER only", example = "yes")
        Boolean commitment2,
    @Doc(value = "Whether to get an offer bound for 3 years; FIBER only", example = "no")
        Boolean commitment3,
    @Doc(value = "Your own name for the request; blank takes order_ref", example = "SITE-1001")
        @Code
        String reference,
    @Doc("Ids of the employees who get a mail when the request is answered, with ; between them")
        @JsonProperty("notify")
        List<@HexId @HexId.UsualLength(payload = Warning.class) String> notified,
    @Doc(
            "Wished day of delivery, from one month ago to six months ahead; blank for as soon as"
                + " possible")
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSX", timezone = "UTC")
        Instant startDate,
    @Doc(value = "Number that the technician calls half an hour before", example = "70123456")
        @Telephone
        String installCallNumber,
    @Doc(value = "Who answers that call", example = "Karen Holm") String installCallName,
    @Doc(value = "Part of the day for the visit", example = "7_30_TO_12")
        @OneOf({"7_30_TO_16", "7_30_TO_12", "12_TO_16"})
        String installTime,
    @Doc("Solutions on offer") @Valid List<TelecomXOffer> offers)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    TelecomXRules.check(this, breaches, clock);
  }
}
