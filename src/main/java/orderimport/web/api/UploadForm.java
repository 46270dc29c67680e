package orderimport.web.api;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** The form of an upload: the file and the options of the command {@code import}. */
final class UploadForm {
  static final Set<String> NAMES =
      Set.of(
          "carrier",
          "sheet",
          "hidden-rows",
          "decimal",
          "date-order",
          "encoding",
          "delimiter",
          "all-or-nothing",
          "hold",
          "again");

  private UploadForm() {}

  /**
   * Reads the options.
   *
   * @throws ApiException if one is not known or invalid
   */
  static ImportOptions options(MultiValueMap<String, String> form, Carriers carriers) {
    form.keySet().stream()
        .filter(name -> !NAMES.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ApiException(ProblemCode.UNKNOWN_PARAMETER, name);
            });
    return new ImportOptions(
        isSet(form, "hold", true),
        isSet(form, "all-or-nothing", false),
        carrier(form, carriers),
        form.getOrDefault("sheet", List.of()).stream().filter(name -> !name.isBlank()).toList(),
        choice(form, "hidden-rows", HiddenRows.values()),
        choice(form, "decimal", Decimal.values()),
        choice(form, "date-order", DateOrder.values()),
        charset(form),
        delimiter(form),
        Map.of());
  }

  static boolean isSet(MultiValueMap<String, String> form, String name, boolean byDefault) {
    String value = value(form, name);
    if (value == null) {
      return byDefault;
    } else if (!value.matches("true|false")) {
      throw ApiException.invalidValue(name, value, Stream.of(true, false));
    }
    return Boolean.parseBoolean(value);
  }

  /**
   * Checks that an upload has no other files than the one that is read.
   *
   * @throws ApiException if a part has a name that uploads lack, or there are several files
   */
  static void requireOne(MultiValueMap<String, MultipartFile> files) {
    files.forEach(
        (name, parts) -> {
          if (!name.equals("file")) {
            throw new ApiException(ProblemCode.UNKNOWN_PARAMETER, name);
          } else if (parts.size() > 1) {
            throw new ApiException(
                ProblemCode.INVALID_PARAMETER,
                name,
                parts.stream()
                    .map(part -> String.valueOf(part.getOriginalFilename()))
                    .collect(Collectors.joining(", ")));
          }
        });
  }

  /** The only value of a field; null if it is absent or empty. */
  private static @Nullable String value(MultiValueMap<String, String> form, String name) {
    List<String> values = form.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new ApiException(ProblemCode.INVALID_PARAMETER, name, String.join(", ", values));
    }
    return values.isEmpty() || values.get(0).isEmpty() ? null : values.get(0);
  }

  private static @Nullable String carrier(MultiValueMap<String, String> form, Carriers carriers) {
    String name = value(form, "carrier");
    return name == null
        ? null
        : carriers
            .find(name)
            .map(Carrier::name)
            .orElseThrow(
                () ->
                    ApiException.invalidValue(
                        "carrier", name, carriers.all().stream().map(Carrier::name)));
  }

  private static <E extends Enum<E>> @Nullable E choice(
      MultiValueMap<String, String> form, String name, E[] all) {
    String value = value(form, name);
    return value == null
        ? null
        : Arrays.stream(all)
            .filter(each -> each.name().equals(value.toUpperCase(Locale.ROOT)))
            .findFirst()
            .orElseThrow(
                () ->
                    ApiException.invalidValue(
                        name,
                        value,
                        Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT))));
  }

  private static @Nullable String charset(MultiValueMap<String, String> form) {
    String name = value(form, "encoding");
    try {
      return name == null ? null : Charset.forName(name).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new ApiException(ProblemCode.INVALID_PARAMETER, "encoding", String.valueOf(name));
    }
  }

  private static @Nullable String delimiter(MultiValueMap<String, String> form) {
    String value = value(form, "delimiter");
    if (value == null || value.length() == 1) {
      return value;
    } else if (value.equals("tab")) {
      return "\t";
    }
    throw new ApiException(ProblemCode.INVALID_PARAMETER, "delimiter", value);
  }

  /** A text that is equal for equal forms. */
  static String canonical(MultiValueMap<String, String> form) {
    return form.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
