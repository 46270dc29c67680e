package orderimport.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.carrier.CrossField;
import orderimport.carrier.CrossFieldRules;
import orderimport.carrier.FieldDoc;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.KeyValueColumns;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.RequestConstraints;
import orderimport.carrier.RequestHeaders;
import orderimport.carrier.RequestValidator;
import orderimport.carrier.ResponseJson;
import orderimport.heading.Column;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.problem.CellProblem;
import org.hibernate.validator.constraints.Range;
import org.junit.jupiter.api.Test;

/** What a carrier's package may define, and what is reported at start. */
class CarrierDefinitionTest {

  /** A carrier with this request. */
  record MadeUp(Class<? extends Record> requestType, RequestHeaders headers) implements Carrier {
    MadeUp(Class<? extends Record> requestType) {
      this(requestType, RequestHeaders.NONE);
    }

    @Override
    public String name() {
      return "made-up";
    }

    @Override
    public String orderPath() {
      return "/orders";
    }

    @Override
    public String orderRefPath() {
      return "reference";
    }

    @Override
    public OrderResponse readSuccess(int status, String body) {
      return ResponseJson.unclear(body, "id");
    }

    @Override
    public List<CarrierError> readRejection(int status, String body) {
      return List.of(new CarrierError(null, body));
    }

    @Override
    public CarrierStub stub() {
      throw new UnsupportedOperationException();
    }
  }

  private static void start(Carrier carrier) {
    Carriers carriers = new Carriers(List.of(carrier));
    try (RequestValidator rules = new RequestValidator(Clock.systemUTC())) {
      new OrderBinder(
          carriers,
          new HeadingCatalog(carriers, HeadingAliases.NONE),
          new OrderImportProperties(Map.of(), "en"),
          rules);
    }
  }

  private static String errorAtStart(Class<? extends Record> requestType) {
    Throwable error = catchThrowable(() -> start(new MadeUp(requestType)));
    assertThat(error).isInstanceOf(InvalidConfigurationException.class);
    return String.valueOf(error.getMessage());
  }

  @SuppressWarnings({"rawtypes", "ArrayRecordComponent"})
  record Unsupported(
      @FieldDoc("a") String reference,
      @FieldDoc("b") int count,
      @FieldDoc("c") LocalTime time,
      @FieldDoc("d") Map<String, String> map,
      @FieldDoc("e") List<List<String>> lists,
      @FieldDoc("f") List<?> any,
      @FieldDoc("g") List raw,
      @FieldDoc("h") String[] array,
      @FieldDoc("i") @Valid Unsupported self,
      @FieldDoc("j") @KeyValueColumns @Valid List<Nested> keyless,
      String undocumented) {}

  record Nested(@FieldDoc("n") Double number) {}

  @Test
  void every_component_that_no_cell_can_fill_is_reported_with_what_is_supported() {
    assertThat(errorAtStart(Unsupported.class).lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("The request of made-up: Unsupported.count has the type int,")
                    .contains("LocalDate", "enums", "lists of records"),
            line -> assertThat(line).contains("Unsupported.time has the type java.time.LocalTime"),
            line -> assertThat(line).contains("Unsupported.map has the type java.util.Map"),
            line -> assertThat(line).contains("Unsupported.lists has the type list of"),
            line -> assertThat(line).contains("Unsupported.any has the type list of ?"),
            line -> assertThat(line).contains("Unsupported.raw has the type java.util.List"),
            line -> assertThat(line).contains("Unsupported.array has the type"),
            line -> assertThat(line).contains("Unsupported.self contains its own record"),
            line -> assertThat(line).contains("Nested.number has the type java.lang.Double"),
            line -> assertThat(line).contains("Unsupported.keyless has @KeyValueColumns"),
            line -> assertThat(line).contains("Unsupported.undocumented has no @FieldDoc"));
  }

  record Unchecked(
      @FieldDoc("a") @Size(max = 9) String reference,
      @FieldDoc("b") @Range(max = 2) Integer count,
      @FieldDoc("c") Inner inner,
      @FieldDoc("d") List<Inner> list,
      @FieldDoc("e") List<@Valid Inner> checked) {}

  record Inner(@FieldDoc("x") @NotBlank String x) {}

  @Test
  void every_constraint_without_a_message_or_without_effect_is_reported() {
    assertThatThrownBy(() -> RequestConstraints.requireMessages(new MadeUp(Unchecked.class)))
        .isInstanceOf(InvalidConfigurationException.class)
        .extracting(error -> String.valueOf(error.getMessage()).lines().toList())
        .satisfies(
            lines ->
                assertThat(lines)
                    .satisfiesExactly(
                        line ->
                            assertThat(line)
                                .startsWith("The request of made-up: Unchecked.count")
                                .contains("@Range", "@Size"),
                        line ->
                            assertThat(line)
                                .contains("Unchecked.inner contains the record Inner", "@Valid"),
                        line -> assertThat(line).contains("Unchecked.list", "@Valid")));
  }

  record Rules(@FieldDoc("a") String reference) implements CrossFieldRules {
    @Override
    public void check(Violations violations, Clock clock) {
      violations.add("reference", CellProblem.REQUIRED);
    }
  }

  @CrossField
  record Blind(@FieldDoc("a") String reference) implements CrossFieldRules {
    @Override
    public void check(Violations violations, Clock clock) {
      if (reference.isEmpty()) {
        violations.add("reference", CellProblem.REQUIRED);
      }
    }
  }

  record WrongPlace(@FieldDoc("a") String reference, @FieldDoc("b") @Size(max = 2) Integer count) {}

  @Test
  void rules_that_would_never_run_or_would_fail_are_reported() {
    assertThat(errorAtStart(Rules.class)).contains("made-up", "Rules", "@CrossField");
    assertThat(errorAtStart(Blind.class))
        .contains("The request of made-up cannot be validated when its fields are blank");
    assertThat(errorAtStart(WrongPlace.class)).contains("made-up", "Size", "count");
  }

  @Test
  void headers_that_cannot_be_sent_are_reported() {
    for (String name :
        List.of("Content-Type", "authorization", "Host", "Content-Length", "X Y", "", "Ø")) {
      assertThatThrownBy(() -> RequestHeaders.NONE.with(name, "x"))
          .isInstanceOf(InvalidConfigurationException.class);
      assertThatThrownBy(() -> RequestHeaders.NONE.withField(name, "reference"))
          .isInstanceOf(InvalidConfigurationException.class);
    }
    for (String value : List.of("", " x", "a\r\nb", "Ærlig")) {
      assertThatThrownBy(() -> RequestHeaders.NONE.with("X-Y", value))
          .isInstanceOf(InvalidConfigurationException.class);
    }
    assertThatThrownBy(
            () -> start(new MadeUp(Plain.class, RequestHeaders.NONE.withField("X-Ref", "no_such"))))
        .hasMessageContaining("The header X-Ref of made-up is to carry no_such");
  }

  record Plain(@FieldDoc("a") String reference) {}

  enum Spelled {
    @JsonProperty("b/w")
    BLACK_AND_WHITE,
    COLOUR {
      @Override
      public String toString() {
        return "not this";
      }
    }
  }

  enum Numbered {
    ONE(1),
    TWO(2);

    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    @JsonValue
    int number() {
      return number;
    }
  }

  record Enums(
      @FieldDoc("a") String reference,
      @FieldDoc("b") Spelled spelled,
      @FieldDoc("c") List<Numbered> numbered,
      @FieldDoc("d") LocalDate day) {}

  @Test
  void an_enum_allows_what_is_sent_for_its_constants() {
    Carriers carriers = new Carriers(List.of(new MadeUp(Enums.class)));

    assertThat(new HeadingCatalog(carriers, HeadingAliases.NONE).of("made-up").all())
        .extracting(Column::allowed)
        .containsExactly(List.of(), List.of("b/w", "COLOUR"), List.of("1", "2"), List.of());
  }
}
