package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** Who buys. */
@NullUnmarked
record Customer(
    @FieldDoc(value = "The customer's number at GlobalConnect", example = "136001")
        @NotNull @Positive Long id,
    @FieldDoc(value = "Which of the customer's invoices the order goes on", example = "70001")
        @Positive Long invoice_group_id) {}
