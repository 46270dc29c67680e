package orderimport.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import orderimport.carrier.fjordnet.Fjordnet;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * The gate passes no request of any carrier in which Hibernate Validator finds something, and
 * nearly all others.
 */
@NullUnmarked
class ValidationGateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2018-01-15T12:00:00Z"), ZoneOffset.UTC);
  private static final RequestValidator RULES = new RequestValidator(CLOCK);
  private static final int REQUESTS = 1_000;

  /** Also the carrier of the worked example. */
  private static final List<Carrier> CARRIERS =
      Stream.concat(Carriers.registered().all().stream(), Stream.of(new Fjordnet())).toList();

  @Property(tries = 600, shrinking = ShrinkingMode.OFF)
  void passes_only_what_hibernate_validator_finds_valid(@ForAll long seed) {
    compareWithHibernateValidator(seed);
  }

  @Property(tries = 30_000, shrinking = ShrinkingMode.OFF)
  @Tag("long")
  void passes_only_valid_ones_of_many_requests(@ForAll long seed) {
    compareWithHibernateValidator(seed);
  }

  /** The seed determines the requests. */
  private static void compareWithHibernateValidator(long seed) {
    for (Carrier carrier : CARRIERS) {
      Record request = new Changes(new Random(seed)).of(carrier);

      if (RULES.isCertainlyValid(request)) {
        assertThat(RULES.validate(request)).as("%s", request).isEmpty();
      }
    }
  }

  /** Constraints on the current time are left to Hibernate Validator, as Fjordnet's. */
  @Test
  void passes_nearly_all_valid_requests() {
    List<Carrier> understood =
        CARRIERS.stream()
            .filter(carrier -> RULES.isCertainlyValid(Changes.example(carrier)))
            .toList();
    assertThat(understood)
        .extracting(Carrier::name)
        .contains(
            "globalconnect", "globalconnect-testing", "granite", "telecomx", "telecomx-offer");
    for (Carrier carrier : understood) {
      Changes changes = new Changes(new Random(1));
      int valid = 0;
      int passed = 0;
      for (int i = 0; i < REQUESTS; i++) {
        Record request = changes.of(carrier);
        valid += RULES.validate(request).isEmpty() ? 1 : 0;
        passed += RULES.isCertainlyValid(request) ? 1 : 0;
      }

      assertThat(valid).as(carrier.name()).isBetween(REQUESTS / 20, REQUESTS * 19 / 20);
      assertThat(passed).as(carrier.name()).isBetween(valid * 99 / 100, valid);
    }
  }

  /** A carrier's example request with none, few or many of its values changed. */
  private static final class Changes {
    private static final List<String> TEXTS =
        List.of(
            "",
            " ",
            "\u00a0",
            "\u2003",
            "x",
            "0",
            "1",
            "4",
            "5",
            "0150",
            "NO",
            "DK",
            "nok",
            "kr",
            "DSL",
            "FIBER",
            "none",
            "No site invoice",
            "12.50",
            "12.505",
            "-1",
            "NULL",
            "[x]",
            "{x}",
            "\n",
            "x".repeat(60),
            "x".repeat(61),
            "😀".repeat(30),
            "😀".repeat(31),
            "x".repeat(4_000),
            "x".repeat(4_001),
            "x".repeat(4_097),
            "kari@example.com",
            "kari@example",
            "kari@exämple.no",
            "kåri@example.no",
            "\"ka ri\"@example.com",
            "kari@[127.0.0.1]",
            "kari@.com",
            "kari.@example.com",
            "kari@example.com ",
            "a".repeat(64) + "@example.com",
            "a".repeat(65) + "@example.com",
            "@",
            "+47 22 12 34 56",
            "1234",
            "212-555-0143 ext. 5",
            "22123456 lokal 12",
            "5a1b2c3d4e5f60718293a4b5",
            "5a1b2c3d4e5f60718293a4b",
            "5A1B",
            "3f2b8c1e-5a47-4d0b-9c8e-1b6f0a2d7e91",
            "3F2B8C1E-5A47-4D0B-9C8E-1B6F0A2D7E91",
            "02111-0042",
            "K1A 0B1");

    private static final List<BigDecimal> NUMBERS =
        List.of(
            new BigDecimal("-180.1"),
            new BigDecimal("-90.0000001"),
            new BigDecimal("-90"),
            new BigDecimal("-1"),
            new BigDecimal("-0.01"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            new BigDecimal("8"),
            new BigDecimal("60"),
            new BigDecimal("61"),
            new BigDecimal("90.5"),
            new BigDecimal("180"),
            new BigDecimal("2100"),
            new BigDecimal("9999"),
            new BigDecimal("10000"),
            new BigDecimal("500000"),
            new BigDecimal("500000.01"));

    /** As in TelecomX's documentation; each has a warning. */
    private static final String ID_OF_23_DIGITS = "\"([0-9A-Fa-f]{23})\"";

    private final Map<String, Record> examples = new TreeMap<>();
    private final Random random;
    private double share;

    Changes(Random random) {
      this.random = random;
    }

    Record of(Carrier carrier) {
      share = List.of(0.0, 0.01, 0.03, 0.1, 0.4).get(random.nextInt(5));
      return changed(examples.computeIfAbsent(carrier.name(), name -> example(carrier)));
    }

    static Record example(Carrier carrier) {
      return RequestJson.read(
          CarrierContractTest.resource(carrier.name() + "/example.json")
              .replaceAll(ID_OF_23_DIGITS, "\"$1f\""),
          carrier.requestType());
    }

    private boolean chance() {
      return random.nextDouble() < share;
    }

    private Record changed(Record record) {
      RecordComponent[] components = record.getClass().getRecordComponents();
      Object[] values = new Object[components.length];
      try {
        for (int i = 0; i < components.length; i++) {
          components[i].getAccessor().setAccessible(true);
          Object value = components[i].getAccessor().invoke(record);
          values[i] = value == null ? added(components[i]) : changed(value);
        }
        Constructor<? extends Record> constructor =
            record
                .getClass()
                .getDeclaredConstructor(
                    Arrays.stream(components)
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(record.toString(), e);
      }
    }

    /** A value of a component that has none; records stay absent. */
    private Object added(RecordComponent component) {
      Class<?> type = component.getType();
      return chance() && !type.isRecord() && type != List.class ? value(type) : null;
    }

    private Object changed(Object value) {
      if (value instanceof List<?> list) {
        return changed(list);
      } else if (chance()) {
        return random.nextInt(3) == 0 || value instanceof Record ? null : value(value.getClass());
      }
      return value instanceof Record record ? changed(record) : value;
    }

    /** Cells give no entry that is null. */
    private List<Object> changed(List<?> list) {
      List<Object> entries = new ArrayList<>();
      for (Object entry : list) {
        if (!chance()) {
          entries.add(changed(entry));
        }
        if (chance()) {
          entries.add(changed(entry));
        }
      }
      entries.removeIf(Objects::isNull);
      return entries;
    }

    private Object value(Class<?> type) {
      BigDecimal number = NUMBERS.get(random.nextInt(NUMBERS.size()));
      if (type == Integer.class) {
        return number.intValue();
      } else if (type == Long.class) {
        return number.longValue();
      } else if (type == BigDecimal.class) {
        return number;
      } else if (type == Boolean.class) {
        return random.nextBoolean();
      } else if (type == Instant.class) {
        return CLOCK.instant().plus(Duration.ofHours(random.nextInt(12_000) - 4_000));
      } else if (type == LocalDate.class) {
        return LocalDate.of(2018, 1, 15).plusDays(random.nextInt(5) - 2);
      }
      return type == String.class ? TEXTS.get(random.nextInt(TEXTS.size())) : null;
    }
  }
}
