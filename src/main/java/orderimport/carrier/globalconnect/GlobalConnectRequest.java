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

/** Source: {@code globalconnect-create-order.txt}, "Create order". */
@NullUnmarked
@CrossField
record GlobalConnectRequest(
    @FieldDoc(value = "Kind of order", example = "NEW_SALE_DIRECT_ORDER") @NotBlank @CodeText
        String order_type,
    @FieldDoc(value = "Where the line begins", inExampleRow = false) @Valid Address<String> from_address,
    @FieldDoc(value = "Who opens the door where the line begins", inExampleRow = false) @Valid Contact from_local_contact,
    @FieldDoc(value = "Who answers technical questions where the line begins", inExampleRow = false)
        @Valid Contact from_tech_contact,
    @FieldDoc("Where the line ends") @Valid Address<Long> to_address,
    @FieldDoc("Who opens the door where the line ends") @Valid Contact to_local_contact,
    @FieldDoc("Who answers technical questions where the line ends") @Valid Contact to_tech_contact,
    @FieldDoc(value = "When the service should begin", example = "2027-03-01")
        Instant requested_start_date,
    @FieldDoc(value = "Months that the contract runs", example = "36") @PositiveOrZero Integer contract_length,
    @FieldDoc("Who sells the order") @Valid Seller seller,
    @FieldDoc("Who places the order") @Valid Person orderer,
    @FieldDoc("Whom to ask about the order") @Valid Person contact,
    @FieldDoc(value = "When the delivery is wished", example = "2027-02-15") Instant requested_date,
    @FieldDoc("Who buys") @NotNull @Valid Customer customer,
    @FieldDoc("Who entered the order") @Valid Person created_by,
    @FieldDoc(value = "The system that the order comes from", example = "SHEET")
        String origin_system,
    @FieldDoc(value = "Your own name for the order; blank takes order_ref", example = "SITE-1001")
        @CodeText
        String customers_own_reference,
    @FieldDoc(value = "What the installer should know", example = "Key at the reception")
        String installer_comment,
    @FieldDoc(value = "What else there is to say about the order", example = "Opens in March")
        String comment,
    @FieldDoc(value = "A reference that GlobalConnect keeps with the order", example = "PO-7781")
        @CodeText
        String reference,
    @FieldDoc("The connection that is wished, where it has an id already") @CodeText
        String requested_connection_id,
    @FieldDoc(value = "Whether a campaign counts for this order", example = "no")
        Boolean campaign_code_applied,
    @FieldDoc("The campaign's code") @CodeText String campaign_code,
    @FieldDoc("Number that ties several orders together") @CodeText String compound_order_number,
    @FieldDoc(value = "The state that the order should have at first", example = "Offer")
        String status,
    @FieldDoc("The lines: one for each article") @NotEmpty @Valid List<Line> new_lines,
    @FieldDoc("Notes on the order") @Valid List<Note> annotations)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    AddressParts.checkEitherEnd(from_address, "from_address", to_address, "to_address", violations);
  }
}
