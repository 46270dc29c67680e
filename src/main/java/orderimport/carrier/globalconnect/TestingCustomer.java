package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** The customer of the order. */
@NullUnmarked
record TestingCustomer(
    @FieldDoc(value = "The customer's number at GlobalConnect", example = "136001")
        @NotNull @Positive Long id,
    @FieldDoc(value = "The customer's invoice group for the order", example = "70001") @Positive Long invoiceGroupId) {}
