package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotNull;
import orderimport.carrier.CodeText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Format;
import org.jspecify.annotations.NullUnmarked;

/** A choice for an article. The key is a number where it is digits, else text. */
@NullUnmarked
record Configuration(
    @FieldDoc(value = "The choice's number or name", example = "3000075")
        @NotNull @Format(
            regexp = "(?s)\\s*[^\\s{\\[].*",
            code = "not_a_key",
            message = "is neither a number nor a name",
            hint = "Give the number or the name of the choice, such as configuration[3000075].")
        Object key,
    @FieldDoc(value = "What is chosen", example = "100 Mbit/s") @NotNull @CodeText String value) {}
