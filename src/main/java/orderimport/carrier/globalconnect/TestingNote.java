package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

/** A note on an order. */
@NullUnmarked
record TestingNote(
    @FieldDoc(value = "The note, at most 4000 characters", example = "Call before you come")
        @NotBlank @Size(max = 4000) String text,
    @FieldDoc(value = "Id of the person who wrote the note", example = "2960001") @Positive Long createdByUser) {}
