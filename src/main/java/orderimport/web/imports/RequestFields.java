package orderimport.web.imports;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.heading.CarrierColumns;
import orderimport.heading.Column;
import orderimport.heading.FieldTexts;
import orderimport.heading.HeadingCatalog;
import orderimport.heading.RequestSchema;
import orderimport.web.ReaderZone;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows requests field by field, with the words of {@code columns.yml} in place of paths. */
@Component
class RequestFields {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final HeadingCatalog headingCatalog;
  private final FieldTexts texts;
  private final OrderImportProperties settings;

  RequestFields(HeadingCatalog headingCatalog, FieldTexts texts, OrderImportProperties settings) {
    this.headingCatalog = headingCatalog;
    this.texts = texts;
    this.settings = settings;
  }

  /**
   * The fields of an object of the request.
   *
   * @param label the name of the object; empty for the request itself
   * @param number of the entry, from 1, where it is one of several; 0 otherwise
   * @param description what the object is for; empty if that is not known
   */
  record Group(String label, int number, String description, List<Field> fields) {}

  /**
   * A field that has a value.
   *
   * @param label its friendliest heading
   * @param path its heading as the carrier spells it, without indexes
   * @param description what it means; empty if that is not known
   * @param value as it is sent
   * @param flag whether the value is a yes or no
   * @param day the day that the value means in the carrier's time zone; null if it is no day
   * @param time the value; null unless it is a point in time other than the beginning of a day
   */
  record Field(
      String label,
      String path,
      String description,
      String value,
      boolean flag,
      @Nullable LocalDate day,
      @Nullable Instant time) {}

  /**
   * The fields of a request, by the objects that have them, in the language of the user.
   *
   * @param request as it is sent
   * @return empty if it is not the carrier's any more
   */
  List<Group> of(String carrier, @Nullable String request) {
    CarrierColumns columns =
        headingCatalog.all().stream()
            .filter(each -> each.carrier().name().equals(carrier))
            .findAny()
            .orElse(null);
    if (request == null || columns == null) {
      return List.of();
    }
    try {
      Map<String, Column> byPath = new LinkedHashMap<>();
      columns.all().forEach(column -> byPath.put(column.path(), column));
      CarrierProperties own = settings.carriers().get(carrier);
      Reading reading =
          new Reading(
              byPath,
              texts,
              LocaleContextHolder.getLocale(),
              own == null ? ZoneOffset.UTC : own.zone(),
              new ArrayList<>());
      reading.add("", 0, "", "", columns.root(), JSON.readTree(request));
      return reading.groups();
    } catch (JacksonException e) {
      return List.of();
    }
  }

  /** The fields read so far. */
  private record Reading(
      Map<String, Column> columns,
      FieldTexts texts,
      Locale locale,
      ZoneId zone,
      List<Group> groups) {

    void add(
        String label,
        int number,
        String description,
        String prefix,
        RequestSchema.@Nullable Group schema,
        JsonNode object) {
      List<Field> fields = new ArrayList<>();
      int at = groups.size();
      object
          .properties()
          .forEach(
              property ->
                  add(
                      prefix + property.getKey(),
                      property.getKey(),
                      schema == null ? null : schema.field(property.getKey()).orElse(null),
                      property.getValue(),
                      fields));
      if (!fields.isEmpty()) {
        groups.add(
            at,
            new Group(
                texts.translated(label, locale),
                number,
                texts.translated(description, locale),
                fields));
      }
    }

    private void add(
        String path,
        String name,
        RequestSchema.@Nullable Field field,
        JsonNode value,
        List<Field> fields) {
      String description = field == null ? "" : field.doc().value();
      if (value.isObject()) {
        add(words(name), 0, description, path + ".", within(field), value);
      } else if (value.isArray() && value.size() > 0 && value.get(0).isObject()) {
        for (int i = 0; i < value.size(); i++) {
          JsonNode entry = value.get(i);
          if (field != null && field.shape() instanceof RequestSchema.KeyValueList) {
            String key = entry.path("key").asString("");
            fields.add(
                field(
                    path + "[" + key + "]",
                    words(name) + " " + key,
                    description,
                    entry.path("value")));
          } else {
            add(
                words(name),
                value.size() == 1 ? 0 : i + 1,
                description,
                path + ".",
                within(field),
                entry);
          }
        }
      } else if (!value.isNull()) {
        fields.add(field(path, words(name), description, value));
      }
    }

    private static RequestSchema.@Nullable Group within(RequestSchema.@Nullable Field field) {
      if (field == null) {
        return null;
      } else if (field.shape() instanceof RequestSchema.Group group) {
        return group;
      }
      return field.shape() instanceof RequestSchema.ListOf list ? list.entry() : null;
    }

    private Field field(String path, String name, String description, JsonNode value) {
      Column column = columns.get(path);
      Instant time = column != null && column.takesDates() ? instant(value) : null;
      LocalDate midnight = time == null ? null : LocalDate.ofInstant(time, zone);
      boolean isDay = midnight != null && midnight.atStartOfDay(zone).toInstant().equals(time);
      return new Field(
          column == null || column.headings().isEmpty()
              ? texts.translated(name, locale)
              : texts.label(column, locale),
          path,
          texts.translated(description, locale),
          text(value),
          value.isBoolean(),
          isDay
              ? midnight
              : column != null && column.takesDates() ? ReaderZone.day(value.asString("")) : null,
          isDay ? null : time);
    }

    private static @Nullable Instant instant(JsonNode value) {
      try {
        return OffsetDateTime.parse(value.asString("")).toInstant();
      } catch (DateTimeParseException e) {
        return null;
      }
    }

    private static String text(JsonNode value) {
      if (value.isArray()) {
        List<String> values = new ArrayList<>();
        value.forEach(each -> values.add(text(each)));
        return String.join(", ", values);
      }
      return value.isNumber() ? value.decimalValue().toPlainString() : value.asString("");
    }

    /** A field's name as people would write it: {@code order_items} and {@code orderItems}. */
    private static String words(String name) {
      String words =
          name.replace('_', ' ')
              .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
              .strip()
              .toLowerCase(Locale.ROOT);
      return words.isEmpty() ? name : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
  }
}
