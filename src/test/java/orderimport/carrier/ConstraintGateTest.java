package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.ValidationException;
import jakarta.validation.constraints.AssertFalse;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Past;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import orderimport.problem.CellProblem;
import org.hibernate.validator.constraints.CompositionType;
import org.hibernate.validator.constraints.ConstraintComposition;
import org.hibernate.validator.constraints.Length;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gate agrees with Hibernate Validator at the borders of each constraint. */
@NullUnmarked
class ConstraintGateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2027-01-15T12:00:00Z"), ZoneOffset.UTC);
  private static final RequestValidator RULES = new RequestValidator(CLOCK);

  private static final List<String> TEXTS =
      Arrays.asList(
          null,
          "",
          " ",
          "\t\n",
          "\u00a0",
          "\u2003",
          "\u200b",
          "a",
          "B",
          "ab",
          "aB\n",
          "abc",
          "abcd",
          "😀",
          "😀a",
          "😀😀",
          "a@b",
          "a@b.no",
          "A@EXAMPLE.COM",
          "a@example.com",
          "a@example.com\n",
          "å@example.com",
          "a@exämple.com",
          "\"a b\"@example.com",
          "a b@example.com",
          "a.@example.com",
          "a@-example.com",
          "a@[127.0.0.1]",
          "a".repeat(64) + "@example.com",
          "a".repeat(65) + "@example.com",
          "a@" + "b".repeat(63) + ".com",
          "a@" + "b".repeat(64) + ".com",
          "a@" + "b.".repeat(126) + "com",
          "0.5",
          "10.5",
          "100",
          "1e3",
          "+47 22 12 34 56");

  private static final List<BigDecimal> NUMBERS =
      Stream.of(
              null, "-1", "-0.5", "0", "0.00", "0.4", "0.5", "0.50", "0.51", "1", "2", "3", "3.5",
              "9.9", "9.99", "99", "100", "1e2", "100.1")
          .map(text -> text == null ? null : new BigDecimal(text))
          .toList();

  record IsNull(@Null String value) {}

  record IsNotNull(@NotNull String value) {}

  record IsNotEmpty(@NotEmpty String value) {}

  record IsNotBlank(@NotBlank String value) {}

  record HasSize(@Size(min = 2, max = 3) String value) {}

  record HasPattern(@Pattern(regexp = "[a-c]+") String value) {}

  record HasPatternWithFlags(
      @Pattern(
              regexp = "A.*b  # any case",
              flags = {Pattern.Flag.CASE_INSENSITIVE, Pattern.Flag.DOTALL, Pattern.Flag.COMMENTS})
          String value) {}

  record HasFormat(@Format(regexp = "[a-c]+", code = "x") String value) {}

  record OfAnyType<G>(@Format(regexp = "[a-c]+", code = "x") G value) {}

  record IsAllowed(@AllowedValues({"a", "ab"}) String value) {}

  record IsTelephone(@Telephone String value) {}

  record IsEmail(@Email String value) {}

  record IsOwnEmail(
      @Email(regexp = ".*@example[.]com", flags = Pattern.Flag.CASE_INSENSITIVE) String value) {}

  record NumberAsText(@DecimalMin("0.5") @DecimalMax("10.5") String value) {}

  record OnlyWarned(
      @Format(regexp = "a.*", code = "x", payload = WarningPayload.class) String value) {}

  record Several(@NotBlank @Size(max = 3) @Pattern(regexp = "[^d]*") String value) {}

  @CrossField
  record WithRule(String value) implements CrossFieldRules {
    @Override
    public void check(Violations violations, Clock clock) {
      if (value == null || value.length() > 2) {
        violations.add("value", CellProblem.NOT_BLANK);
      }
    }
  }

  record Entries(@NotEmpty @Size(max = 2) List<@NotBlank @Size(max = 2) String> value) {}

  record Nested(@NotNull @Valid IsNotBlank value) {}

  record NestedList(@Valid List<IsNotBlank> value) {}

  record NestedElements(List<@NotNull @Valid IsNotBlank> value) {}

  private static Stream<Function<String, Record>> texts() {
    return Stream.of(
        IsNull::new,
        IsNotNull::new,
        IsNotEmpty::new,
        IsNotBlank::new,
        HasSize::new,
        HasPattern::new,
        HasPatternWithFlags::new,
        HasFormat::new,
        OfAnyType::new,
        IsAllowed::new,
        IsTelephone::new,
        IsEmail::new,
        IsOwnEmail::new,
        NumberAsText::new,
        OnlyWarned::new,
        Several::new,
        WithRule::new,
        text -> new Entries(text == null ? null : Arrays.asList(text.split("b"))),
        text -> new Entries("abc".equals(text) ? List.of() : Arrays.asList("a", text)),
        text -> new Nested(text == null ? null : new IsNotBlank(text)),
        text -> new NestedList(Arrays.asList(new IsNotBlank("a"), null, new IsNotBlank(text))),
        text -> new NestedElements(text == null ? null : List.of(new IsNotBlank(text))),
        text ->
            new NestedElements(
                Arrays.asList(new IsNotBlank("a"), "".equals(text) ? null : new IsNotBlank(text))));
  }

  record Integers(@Min(1) @Max(3) Integer value) {}

  record Longs(@Min(1) @Max(3) Long value) {}

  record Primitive(@Min(1) @Max(3) int value) {}

  record Decimals(@Min(1) @Max(3) BigDecimal value) {}

  record Exclusive(
      @DecimalMin(value = "0.5", inclusive = false) @DecimalMax(value = "100", inclusive = false) BigDecimal value) {}

  record HasDigits(@Digits(integer = 2, fraction = 1) BigDecimal value) {}

  record IsPositive(@Positive BigDecimal value) {}

  record IsPositiveInteger(@Positive Integer value) {}

  record IsPositiveOrZero(@PositiveOrZero BigDecimal value) {}

  record IsPositiveOrZeroInteger(@PositiveOrZero Integer value) {}

  record IsNegative(@Negative BigDecimal value) {}

  record IsNegativeOrZero(@NegativeOrZero Long value) {}

  record IsAllowedNumber(@AllowedValues({"1", "2"}) Integer value) {}

  record IsTrue(@AssertTrue Boolean value) {}

  record IsFalse(@AssertFalse Boolean value) {}

  private static Stream<Function<BigDecimal, Record>> numbers() {
    return Stream.of(
        number -> new Integers(integer(number)),
        number -> new Longs(number == null ? null : number.longValue()),
        number -> new Primitive(number == null ? 0 : number.intValue()),
        Decimals::new,
        Exclusive::new,
        HasDigits::new,
        IsPositive::new,
        number -> new IsPositiveInteger(integer(number)),
        IsPositiveOrZero::new,
        number -> new IsPositiveOrZeroInteger(integer(number)),
        IsNegative::new,
        number -> new IsNegativeOrZero(number == null ? null : number.longValue()),
        number -> new IsAllowedNumber(integer(number)),
        number -> new IsTrue(number == null ? null : number.signum() > 0),
        number -> new IsFalse(number == null ? null : number.signum() > 0));
  }

  private static Integer integer(BigDecimal number) {
    return number == null ? null : number.intValue();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void constraints_of_texts_have_the_same_borders(Function<String, Record> request) {
    checkAgreement(TEXTS.stream().map(request).toList());
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void constraints_of_numbers_have_the_same_borders(Function<BigDecimal, Record> request) {
    checkAgreement(NUMBERS.stream().map(request).toList());
  }

  private static void checkAgreement(List<Record> requests) {
    List<Record> passed = new ArrayList<>(requests);
    passed.removeIf(request -> !RULES.isCertainlyValid(request));
    List<Record> valid = new ArrayList<>(requests);
    valid.removeIf(request -> !RULES.validate(request).isEmpty());

    assertThat(passed).containsExactlyElementsOf(valid);
    assertThat(valid).hasSizeBetween(1, requests.size() - 1);
  }

  interface Strict {}

  record InAGroup(@NotNull(groups = {Default.class, Strict.class}) String value) {}

  record Converted(@Valid @ConvertGroup(to = Strict.class) IsNotNull value) {}

  record WithOtherPayload(@NotNull(payload = Other.class) String value) {}

  interface Other extends Payload {}

  record DependsOnTheTime(@Past Instant value) {}

  record Unknown(@Own String value) {}

  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = Own.Validator.class)
  @interface Own {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    final class Validator implements ConstraintValidator<Own, String> {
      @Override
      public boolean isValid(String value, ConstraintValidatorContext context) {
        return context.getClockProvider() != null;
      }
    }
  }

  record OfHibernateValidator(@Length(max = 1) String value) {}

  record OneOfTwo(@Either String value) {}

  @Null @NotBlank @ConstraintComposition(CompositionType.OR)
  @Target(ElementType.FIELD)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = {})
  @interface Either {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  record Unwrapped(@NotNull OptionalInt value) {}

  record InAMap(Map<String, @NotBlank String> value) {}

  record InAListOfLists(List<List<@NotBlank String>> value) {}

  record WithGetter(@NotNull String value) {
    @NotBlank public String getValue() {
      return value;
    }
  }

  record WithOtherGetter(String value) {
    @NotBlank public String getOther() {
      return value;
    }
  }

  /** Not a record. */
  static final class Bean {
    @NotNull String value = "a";
  }

  record WithBean(@Valid Bean value) {}

  private static Stream<Record> notUnderstood() {
    return Stream.of(
        new InAGroup("a"),
        new Converted(new IsNotNull("a")),
        new WithOtherPayload("a"),
        new DependsOnTheTime(Instant.EPOCH),
        new Unknown("a"),
        new OfHibernateValidator("a"),
        new OneOfTwo("a"),
        new Unwrapped(OptionalInt.of(1)),
        new InAMap(Map.of("a", "b")),
        new InAListOfLists(List.of(List.of("a"))),
        new WithGetter("a"),
        new WithOtherGetter("a"),
        new WithBean(new Bean()));
  }

  @ParameterizedTest
  @MethodSource("notUnderstood")
  void what_the_gate_does_not_understand_is_left_to_hibernate_validator(Record valid) {
    assertThat(RULES.isCertainlyValid(valid)).isFalse();
    assertThat(RULES.check(valid)).isEmpty();
  }

  @CrossField
  record Failing(String value) implements CrossFieldRules {
    @Override
    public void check(Violations violations, Clock clock) {
      throw new IllegalStateException(value);
    }
  }

  record Unsupported(@Size(max = 1) Integer value) {}

  @Test
  void constraints_that_cannot_be_evaluated_fail_as_in_hibernate_validator() {
    assertThatThrownBy(() -> RULES.check(new Failing("a"))).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> RULES.check(new Unsupported(1)))
        .isInstanceOf(ValidationException.class);
  }
}
