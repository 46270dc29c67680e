package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import orderimport.carrier.Doc;
import org.jspecify.annotations.NullUnmarked;

/** Who buys. */
@NullUnmarked
record Customer(
    @Doc(value = "The customer's number at GlobalConnect", example = "136001") @NotNull @Positive Long id,
    @Doc(value = "Which of the customer's invoices the order goes on", example = "70001") @Positive Long invoice_group_id) {}
