package orderimport.carrier.globalconnect;

import jakarta.validation.constraints.NotNull;
import orderimport.carrier.CodeText;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.Format;
import org.jspecify.annotations.NullUnmarked;

/** An option of an article. A key of digits is a number, any other key is text. */
@NullUnmarked
record Configuration(
    @FieldDoc(value = "The choice's number or name", example = "3000075")
        @NotNull @Format(regexp = "(?s)\\s*[^\\s{\\[].*", code = "not_a_key")
        Object key,
    @FieldDoc(value = "The chosen option", example = "100 Mbit/s") @NotNull @CodeText
        String value) {}
