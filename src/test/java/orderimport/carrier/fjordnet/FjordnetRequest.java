package orderimport.carrier.fjordnet;

import jakarta.validation.Valid;
import jakarta.validation.constraints.FutureOrPresent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orderimport.carrier.CodeText;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked
@CrossField
record FjordnetRequest(
    @FieldDoc(value = "Your own name for the order; blank for order_ref", example = "SITE-1001")
        @NotBlank @Size(max = 40) @CodeText
        String customer_ref,
    @FieldDoc(value = "Day of delivery, today or later", example = "2027-03-01")
        @NotNull @FutureOrPresent LocalDate delivery_date,
    @FieldDoc(value = "Kind of access", example = "fibre") @NotNull Access access,
    @FieldDoc("The sites that get lines") @NotEmpty @Valid List<Site> sites)
    implements CrossFieldRules {

  @Override
  public void check(Violations violations, Clock clock) {
    Set<String> codes = new HashSet<>();
    for (int i = 0; sites != null && i < sites.size(); i++) {
      String code = sites.get(i).code();
      if (code != null && !codes.add(code)) {
        violations.add("sites[%d].code".formatted(i), FjordnetProblem.SITE_TWICE, code);
      }
    }
  }
}
