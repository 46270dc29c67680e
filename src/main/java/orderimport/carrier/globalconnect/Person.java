package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Positive;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** Someone whom GlobalConnect has already. */
@NullUnmarked
record Person(
    @FieldDoc(value = "The person's id at GlobalConnect", example = "2788001") @Positive Long id) {}
