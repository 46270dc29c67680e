package orderimport.carrier.fjordnet;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked
record Line(
    @FieldDoc(value = "Speed in Mbit/s", example = "100") @NotNull @Min(10) Integer speed,
    @FieldDoc(value = "Days on which a technician may come", example = "2027-02-25; 2027-02-26")
        List<LocalDate> visits,
    @FieldDoc(value = "Last day of the contract", example = "2030-12-31")
        @JsonFormat(pattern = "dd.MM.yyyy")
        LocalDate ends) {}
