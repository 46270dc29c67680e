package orderimport.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import orderimport.binding.BoundOrder;
import orderimport.carrier.Carrier;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.Carriers;
import orderimport.carrier.OrderImportProperties;
import orderimport.carrier.OrderSummaryFields.Part;
import orderimport.carrier.OrderSummaryFields.Prices;
import orderimport.carrier.RequestPath;
import orderimport.order.OrderSummary;
import orderimport.order.OrderSummary.Price;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Summarizes orders for people, by the fields that their carriers declare. */
@Component
class OrderSummaries {
  private static final int LONGEST = 120;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");

  private final Map<String, Fields> byCarrier = new HashMap<>();

  /**
   * @throws IllegalArgumentException if a carrier declares a field that its request does not have
   */
  OrderSummaries(Carriers carriers, OrderImportProperties settings) {
    for (Carrier carrier : carriers.all()) {
      CarrierProperties properties = settings.carriers().get(carrier.name());
      byCarrier.put(
          carrier.name(),
          new Fields(carrier, properties == null ? ZoneOffset.UTC : properties.zone()));
    }
  }

  /**
   * A field of the request.
   *
   * @param name the path of the cells that are not part of the request
   */
  private record Field(String name, RequestPath path) {
    List<String> values(Object from, Map<String, String> information) {
      String informative = information.get(name);
      if (informative != null) {
        return List.of(informative.strip());
      }
      List<String> values = new ArrayList<>();
      for (Object value : path.values(from)) {
        values.add(value.toString().strip());
      }
      return values;
    }
  }

  private static final class Fields {
    private final ZoneId zone;
    private final Map<Part, List<List<Field>>> parts = new EnumMap<>(Part.class);
    private final @Nullable PriceFields prices;

    Fields(Carrier carrier, ZoneId zone) {
      this.zone = zone;
      Class<? extends Record> request = carrier.requestType();
      for (Part part : Part.values()) {
        parts.put(
            part,
            carrier.summaryFields().of(part).stream()
                .map(
                    paths ->
                        Stream.of(paths.split(" "))
                            .map(path -> new Field(path, new RequestPath(request, path)))
                            .toList())
                .toList());
      }
      Prices declared = carrier.summaryFields().prices();
      this.prices = declared == null ? null : new PriceFields(request, declared);
    }

    OrderSummary of(BoundOrder order) {
      return new OrderSummary(
          text(Part.SITE, order),
          text(Part.POSTCODE, order),
          text(Part.CITY, order),
          text(Part.PRODUCT, order),
          day(order.draft()),
          prices == null ? null : prices.of(order));
    }

    private @Nullable String text(Part part, BoundOrder order) {
      for (List<Field> joined : parts.getOrDefault(part, List.of())) {
        StringJoiner words = new StringJoiner(" ");
        for (Field field : joined) {
          List<String> values = field.values(order.draft(), order.information());
          String value =
              values.size() == 1 ? values.get(0) : String.join(", ", new LinkedHashSet<>(values));
          if (!value.isEmpty()) {
            words.add(value);
          }
        }
        String text = words.toString();
        if (!text.isEmpty()) {
          return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
        }
      }
      return null;
    }

    private @Nullable LocalDate day(Record request) {
      for (List<Field> joined : parts.getOrDefault(Part.REQUESTED_DATE, List.of())) {
        for (Field field : joined) {
          for (Object value : field.path().values(request)) {
            LocalDate day = dayOf(value);
            if (day != null) {
              return day;
            }
          }
        }
      }
      return null;
    }

    private @Nullable LocalDate dayOf(Object value) {
      if (value instanceof Instant time) {
        return LocalDate.ofInstant(time, zone);
      }
      return value instanceof LocalDate day ? day : null;
    }
  }

  private static final class PriceFields {
    private final RequestPath lines;
    private final Field oneTime;
    private final Field monthly;
    private final @Nullable Field currency;
    private final @Nullable Field quantity;

    PriceFields(Class<? extends Record> request, Prices declared) {
      this.lines = new RequestPath(request, declared.lines());
      this.oneTime = field(declared.oneTime());
      this.monthly = field(declared.monthly());
      String currencyName = declared.currency();
      this.currency = currencyName == null ? null : field(currencyName);
      String quantityName = declared.quantity();
      this.quantity = quantityName == null ? null : field(quantityName);
    }

    private Field field(String name) {
      return new Field(name, new RequestPath(lines.type(), name));
    }

    /** The sums by currency; a line without prices costs nothing. */
    List<Price> of(BoundOrder order) {
      Map<String, Price> sums = new LinkedHashMap<>();
      for (Object line : lines.values(order.draft())) {
        BigDecimal once = number(oneTime, line, order);
        BigDecimal eachMonth = number(monthly, line, order);
        if (once != null || eachMonth != null) {
          BigDecimal items = quantity == null ? null : number(quantity, line, order);
          BigDecimal factor = Objects.requireNonNullElse(items, BigDecimal.ONE);
          sums.merge(
              currency == null ? "" : first(currency.values(line, order.information())),
              new Price("", times(once, factor), times(eachMonth, factor)),
              (one, other) ->
                  new Price(
                      "", one.oneTime().add(other.oneTime()), one.monthly().add(other.monthly())));
        }
      }
      List<Price> prices = new ArrayList<>();
      sums.forEach((code, sum) -> prices.add(new Price(code, sum.oneTime(), sum.monthly())));
      return prices;
    }

    private static String first(List<String> values) {
      return values.isEmpty() ? "" : values.get(0);
    }

    private static BigDecimal times(@Nullable BigDecimal price, BigDecimal factor) {
      return price == null ? BigDecimal.ZERO : price.multiply(factor);
    }

    /** Null without a number: a cell that only informs may have any text. */
    private static @Nullable BigDecimal number(Field field, Object line, BoundOrder order) {
      for (String text : field.values(line, order.information())) {
        if (NUMBER.matcher(text).matches()) {
          return new BigDecimal(text);
        }
      }
      return null;
    }
  }

  /** The summary of an order, as far as its cells could be read. */
  OrderSummary of(String carrier, BoundOrder order) {
    Fields fields = byCarrier.get(carrier);
    return fields == null ? OrderSummary.NONE : fields.of(order);
  }
}
