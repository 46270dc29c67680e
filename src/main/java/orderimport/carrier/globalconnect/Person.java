package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Positive;
import orderimport.carrier.Doc;
import org.jspecify.annotations.NullUnmarked;

/** Someone whom GlobalConnect has already. */
@NullUnmarked
record Person(
    @Doc(value = "The person's id at GlobalConnect", example = "2788001") @Positive Long id) {}
