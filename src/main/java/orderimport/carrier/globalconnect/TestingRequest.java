package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import orderimport.carrier.Code;
import orderimport.carrier.Consistent;
import orderimport.carrier.Doc;
import orderimport.carrier.HasRules;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code globalconnect-create-order.txt}, "Create order - testing". */
@NullUnmarked
@Consistent
record TestingRequest(
    @Doc(value = "Kind of order", example = "NEW_SALE") @NotBlank @Code String orderType,
    @Doc(value = "Where the line begins", inExampleRow = false) @Valid TestingAddress fromAddress,
    @Doc("Where the line ends") @Valid TestingAddress toAddress,
    @Doc("Where the equipment is sent") @Valid TestingDelivery equipmentDeliveryAddress,
    @Doc(value = "When the service should begin", example = "2027-03-01")
        Instant requestedStartDate,
    @Doc(value = "Months that the contract runs", example = "36") @PositiveOrZero Integer contractLength,
    @Doc("Who sells the order") @Valid Person seller,
    @Doc("Who places the order") @Valid Person orderer,
    @Doc("Whom to ask about the order") @Valid Person contact,
    @Doc(value = "When the delivery is wished", example = "2027-02-15") Instant requestedDate,
    @Doc("Who buys") @NotNull @Valid TestingCustomer customer,
    @Doc("Who entered the order") @Valid Person createdBy,
    @Doc(value = "The system that the order comes from", example = "SHEET") String originSystem,
    @Doc(value = "Your own name for the order; blank takes order_ref", example = "SITE-1001") @Code
        String customersOwnReference,
    @Doc(value = "What the installer should know", example = "Key at the reception")
        String installerComment,
    @Doc(value = "What else there is to say about the order", example = "Opens in March")
        String comment,
    @Doc(value = "Whether a campaign counts for this order", example = "no")
        Boolean campaignCodeApplied,
    @Doc("The campaign's code") @Code String campaignCode,
    @Doc("Number that ties several orders together") @Code String compoundOrderNumber,
    @Doc(value = "The state that the order should have at first", example = "Offer") String status,
    @Doc("The lines: one for each article") @NotEmpty @Valid List<TestingLine> new_lines,
    @Doc("Notes on the order") @Valid List<TestingNote> annotations)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    AddressParts.checkEitherEnd(fromAddress, "fromAddress", toAddress, "toAddress", breaches);
  }
}
