package orderimport.carrier.granite;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.LowerCased;
import org.jspecify.annotations.NullUnmarked;

/** The order request. Source: the carrier's documentation of its create call, "Order Object". */
@NullUnmarked
record GraniteRequest(
    @FieldDoc(
            value = "The quote that this order accepts",
            example = "3f2b8c1e-5a47-4d0b-9c8e-1b6f0a2d7e91")
        @NotBlank @LowerCased
        @Uuid
        String quote_request_id,
    @FieldDoc(
            value = "Your own name for the order; blank for order_ref",
            example = "Stores spring rollout 1")
        @NotBlank String order_name,
    @FieldDoc(value = "Person on your side who requests the order", example = "Maria Jensen")
        @NotBlank String requester,
    @FieldDoc(value = "The customer who gets the lines", example = "Acme Stores Inc.") @NotBlank String customer_name,
    @FieldDoc("The items, one for each product at a site") @NotEmpty @Valid List<GraniteItem> order_items,
    @FieldDoc("Macnum of the company that you order for, when it is not your own") @CodeText
        String granted_tenant_macnum) {}
