package orderimport.carrier.fjordnet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import orderimport.carrier.CodeText;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked
record Site(
    @FieldDoc(value = "Code of the site", example = "OSL-1") @NotBlank @CodeText String code,
    @FieldDoc(value = "City of the site", example = "Oslo") @NotBlank String city,
    @FieldDoc("The lines to the site") @NotEmpty @Valid List<Line> lines) {}
