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

/** The order request. Source: the carrier's documentation of its create call, "Create order". */
@NullUnmarked
@CrossField
record GlobalConnectRequest(
    @FieldDoc(value = "Kind of order", example = "NEW_SALE_DIRECT_ORDER") @NotBlank @CodeText
        String order_type,
    @FieldDoc(value = "Where the line begins", inExampleRow = false) @Valid Address<String> from_address,
    @FieldDoc(value = "Contact who gives access where the line begins", inExampleRow = false) @Valid Contact from_local_contact,
    @FieldDoc(value = "Technical contact where the line begins", inExampleRow = false) @Valid Contact from_tech_contact,
    @FieldDoc("Where the line ends") @Valid Address<Long> to_address,
    @FieldDoc("Contact who gives access where the line ends") @Valid Contact to_local_contact,
    @FieldDoc("Technical contact where the line ends") @Valid Contact to_tech_contact,
    @FieldDoc(value = "When the service should begin", example = "2027-03-01")
        Instant requested_start_date,
    @FieldDoc(value = "Term of the contract in months", example = "36", unit = Unit.MONTHS)
        @PositiveOrZero Integer contract_length,
    @FieldDoc("Person who sells the order") @Valid Seller seller,
    @FieldDoc("Person who places the order") @Valid Person orderer,
    @FieldDoc("Contact for questions about the order") @Valid Person contact,
    @FieldDoc(value = "Requested day of delivery", example = "2027-02-15") Instant requested_date,
    @FieldDoc("Customer of the order") @NotNull @Valid Customer customer,
    @FieldDoc("Person who entered the order") @Valid Person created_by,
    @FieldDoc(value = "The system that the order comes from", example = "SHEET")
        String origin_system,
    @FieldDoc(value = "Your own name for the order; blank for order_ref", example = "SITE-1001")
        @CodeText
        String customers_own_reference,
    @FieldDoc(value = "Instructions for the installer", example = "Key at the reception")
        String installer_comment,
    @FieldDoc(value = "Any other remark on the order", example = "Opens in March") String comment,
    @FieldDoc(value = "A reference that GlobalConnect stores with the order", example = "PO-7781")
        @CodeText
        String reference,
    @FieldDoc("Id of the requested connection, if it already has one") @CodeText
        String requested_connection_id,
    @FieldDoc(value = "Whether a campaign applies to this order", example = "no")
        Boolean campaign_code_applied,
    @FieldDoc("The campaign's code") @CodeText String campaign_code,
    @FieldDoc("Number that ties several orders together") @CodeText String compound_order_number,
    @FieldDoc(value = "Initial status of the order", example = "Offer") String status,
    @FieldDoc("The lines, one for each article") @NotEmpty @Valid List<Line> new_lines,
    @FieldDoc("Notes on the order") @Valid List<Note> annotations)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    AddressParts.checkEitherEnd(from_address, "from_address", to_address, "to_address", violations);
  }
}
