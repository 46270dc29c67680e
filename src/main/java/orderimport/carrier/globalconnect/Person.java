package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.Positive;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** A person already registered at GlobalConnect. */
@NullUnmarked
record Person(
    @FieldDoc(value = "The person's id at GlobalConnect", example = "2788001") @Positive Long id) {}
