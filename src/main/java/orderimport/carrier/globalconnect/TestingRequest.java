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
import orderimport.carrier.Unit;
import org.jspecify.annotations.NullUnmarked;

/**
 * The request of a test order. Source: the carrier's documentation of its create call, "Create
 * order - testing".
 */
@NullUnmarked
@CrossField
record TestingRequest(
    @FieldDoc(value = "Kind of order", example = "NEW_SALE") @NotBlank @CodeText String orderType,
    @FieldDoc(value = "Where the line begins", inExampleRow = false) @Valid TestingAddress fromAddress,
    @FieldDoc("Where the line ends") @Valid TestingAddress toAddress,
    @FieldDoc("Where the equipment is sent") @Valid TestingDelivery equipmentDeliveryAddress,
    @FieldDoc(value = "When the service should begin", example = "2027-03-01")
        Instant requestedStartDate,
    @FieldDoc(value = "Term of the contract in months", example = "36", unit = Unit.MONTHS)
        @PositiveOrZero Integer contractLength,
    @FieldDoc("Person who sells the order") @Valid Person seller,
    @FieldDoc("Person who places the order") @Valid Person orderer,
    @FieldDoc("Contact for questions about the order") @Valid Person contact,
    @FieldDoc(value = "Requested day of delivery", example = "2027-02-15") Instant requestedDate,
    @FieldDoc("Customer of the order") @NotNull @Valid TestingCustomer customer,
    @FieldDoc("Person who entered the order") @Valid Person createdBy,
    @FieldDoc(value = "The system that the order comes from", example = "SHEET")
        String originSystem,
    @FieldDoc(value = "Your own name for the order; blank for order_ref", example = "SITE-1001")
        @CodeText
        String customersOwnReference,
    @FieldDoc(value = "Instructions for the installer", example = "Key at the reception")
        String installerComment,
    @FieldDoc(value = "Any other remark on the order", example = "Opens in March") String comment,
    @FieldDoc(value = "Whether a campaign applies to this order", example = "no")
        Boolean campaignCodeApplied,
    @FieldDoc("The campaign's code") @CodeText String campaignCode,
    @FieldDoc("Number that ties several orders together") @CodeText String compoundOrderNumber,
    @FieldDoc(value = "Initial status of the order", example = "Offer") String status,
    @FieldDoc("The lines, one for each article") @NotEmpty @Valid List<TestingLine> new_lines,
    @FieldDoc("Notes on the order") @Valid List<TestingNote> annotations)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    AddressParts.checkEitherEnd(fromAddress, "fromAddress", toAddress, "toAddress", violations);
  }
}
