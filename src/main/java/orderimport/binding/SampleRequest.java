package orderimport.binding;

import orderimport.binding.FieldSlot.Entries;
import orderimport.binding.FieldSlot.FilledValue;
import orderimport.binding.value.PlaceholderValues;
import orderimport.carrier.InvalidConfigurationException;
import orderimport.carrier.RequestValidator;
import orderimport.heading.CarrierColumns;
import orderimport.heading.RequestSchema;
import orderimport.heading.ValueSpec;

/**
 * Validates a request with all values of a carrier and one with none, at start: a constraint on a
 * type that it does not support, or a cross-field rule that fails at a blank cell, would otherwise
 * abort the first import.
 */
final class SampleRequest {
  private SampleRequest() {}

  /**
   * @throws InvalidConfigurationException if the carrier's requests cannot be validated
   */
  static void requireValidatable(CarrierColumns carrierColumns, RequestValidator rules) {
    for (boolean filled : new boolean[] {true, false}) {
      RecordBuilder sample = new RecordBuilder(carrierColumns.root(), null);
      fill(sample, carrierColumns.root(), filled);
      try {
        rules.check(sample.build());
      } catch (RuntimeException e) {
        throw new InvalidConfigurationException(
            "The request of %s cannot be validated when its fields are %s: %s"
                .formatted(
                    carrierColumns.carrier().name(), filled ? "filled in" : "blank", reason(e)),
            e);
      }
    }
  }

  private static String reason(Throwable e) {
    return "%s%s".formatted(e.getMessage(), e.getCause() == null ? "" : " " + e.getCause());
  }

  private static void fill(RecordBuilder record, RequestSchema.Group group, boolean filled) {
    for (RequestSchema.Field field : group.fields()) {
      if (field.shape() instanceof RequestSchema.Value value) {
        fill(record, field, value.spec(), filled);
      } else if (field.shape() instanceof RequestSchema.Group nested) {
        RecordBuilder inner = new RecordBuilder(nested, null);
        record.put(field, inner);
        fill(inner, nested, filled);
      } else if (field.shape() instanceof RequestSchema.ListOf list) {
        Entries entries = new Entries();
        record.put(field, entries);
        fill(entries.indexed(0, null, list.entry()), list.entry(), filled);
      } else if (field.shape() instanceof RequestSchema.KeyValueList list) {
        fill(record.keyed(field, "1", null), list.value(), list.spec(), filled);
      }
    }
  }

  private static void fill(
      RecordBuilder record, RequestSchema.Field field, ValueSpec spec, boolean filled) {
    if (filled) {
      record.put(field, new FilledValue(PlaceholderValues.of(spec), null));
    }
  }
}
