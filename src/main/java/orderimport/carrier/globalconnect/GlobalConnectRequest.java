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

/** Source: {@code globalconnect-create-order.txt}, "Create order". */
@NullUnmarked
@Consistent
record GlobalConnectRequest(
    @Doc(value = "Kind of order", example = "NEW_SALE_DIRECT_ORDER") @NotBlank @Code
        String order_type,
    @Doc(value = "Where the line begins", inExampleRow = false) @Valid Address<String> from_address,
    @Doc(value = "Who opens the door where the line begins", inExampleRow = false) @Valid Contact from_local_contact,
    @Doc(value = "Who answers technical questions where the line begins", inExampleRow = false)
        @Valid Contact from_tech_contact,
    @Doc("Where the line ends") @Valid Address<Long> to_address,
    @Doc("Who opens the door where the line ends") @Valid Contact to_local_contact,
    @Doc("Who answers technical questions where the line ends") @Valid Contact to_tech_contact,
    @Doc(value = "When the service should begin", example = "2027-03-01")
        Instant requested_start_date,
    @Doc(value = "Months that the contract runs", example = "36") @PositiveOrZero Integer contract_length,
    @Doc("Who sells the order") @Valid Seller seller,
    @Doc("Who places the order") @Valid Person orderer,
    @Doc("Whom to ask about the order") @Valid Person contact,
    @Doc(value = "When the delivery is wished", example = "2027-02-15") Instant requested_date,
    @Doc("Who buys") @NotNull @Valid Customer customer,
    @Doc("Who entered the order") @Valid Person created_by,
    @Doc(value = "The system that the order comes from", example = "SHEET") String origin_system,
    @Doc(value = "Your own name for the order; blank takes order_ref", example = "SITE-1001") @Code
        String customers_own_reference,
    @Doc(value = "What the installer should know", example = "Key at the reception")
        String installer_comment,
    @Doc(value = "What else there is to say about the order", example = "Opens in March")
        String comment,
    @Doc(value = "A reference that GlobalConnect keeps with the order", example = "PO-7781") @Code
        String reference,
    @Doc("The connection that is wished, where it has an id already") @Code
        String requested_connection_id,
    @Doc(value = "Whether a campaign counts for this order", example = "no")
        Boolean campaign_code_applied,
    @Doc("The campaign's code") @Code String campaign_code,
    @Doc("Number that ties several orders together") @Code String compound_order_number,
    @Doc(value = "The state that the order should have at first", example = "Offer") String status,
    @Doc("The lines: one for each article") @NotEmpty @Valid List<Line> new_lines,
    @Doc("Notes on the order") @Valid List<Note> annotations)
    implements HasRules {

  @Override
  public void check(Breaches breaches, Clock clock) {
    AddressParts.checkEitherEnd(from_address, "from_address", to_address, "to_address", breaches);
  }
}
