package orderimport.carrier.globalconnect;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** Source: {@code globalconnect-create-order.txt}, "Create order - testing". */
@NullUnmarked
@CrossField
record TestingRequest(
    @FieldDoc(value = "Kind of order", example = "NEW_SALE") @NotBlank @CodeText String orderType,
    @FieldDoc(value = "Where the line begins", inExampleRow = false) @Valid TestingAddress fromAddress,
    @FieldDoc("Where the line ends") @Valid TestingAddress toAddress,
    @FieldDoc("Where the equipment is sent") @Valid TestingDelivery equipmentDeliveryAddress,
    @FieldDoc(value = "When the service should begin", example = "2027-03-01")
        Instant requestedStartDate,
    @FieldDoc(value = "Months that the contract runs", example = "36") @PositiveOrZero Integer contractLength,
    @FieldDoc("Who sells the order") @Valid Person seller,
    @FieldDoc("Who places the order") @Valid Person orderer,
    @FieldDoc("Whom to ask about the order") @Valid Person contact,
    @FieldDoc(value = "When the delivery is wished", example = "2027-02-15") Instant requestedDate,
    @FieldDoc("Who buys") @NotNull @Valid TestingCustomer customer,
    @FieldDoc("Who entered the order") @Valid Person createdBy,
    @FieldDoc(value = "The system that the order comes from", example = "SHEET")
        String originSystem,
    @FieldDoc(value = "Your own name for the order; blank takes order_ref", example = "SITE-1001")
        @CodeText
        String customersOwnReference,
    @FieldDoc(value = "What the installer should know", example = "Key at the reception")
        String installerComment,
    @FieldDoc(value = "What else there is to say about the order", example = "Opens in March")
        String comment,
    @FieldDoc(value = "Whether a campaign counts for this order", example = "no")
        Boolean campaignCodeApplied,
    @FieldDoc("The campaign's code") @CodeText String campaignCode,
    @FieldDoc("Number that ties several orders together") @CodeText String compoundOrderNumber,
    @FieldDoc(value = "The state that the order should have at first", example = "Offer")
        String status,
    @FieldDoc("The lines: one for each article") @NotEmpty @Valid List<TestingLine> new_lines,
    @FieldDoc("Notes on the order") @Valid List<TestingNote> annotations)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    AddressParts.checkEitherEnd(fromAddress, "fromAddress", toAddress, "toAddress", violations);
  }
}
