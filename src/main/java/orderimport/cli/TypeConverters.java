package orderimport.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;
import orderimport.imports.ShownName;
import orderimport.problem.TextRenderer;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Converts the arguments of the command line, with an error message for each type. */
final class TypeConverters {
  private TypeConverters() {}

  static void applyTo(CommandLine commandLine) {
    commandLine
        .registerConverter(Path.class, TypeConverters::path)
        .registerConverter(long.class, text -> number(text, Long::parseLong))
        .registerConverter(Long.class, text -> number(text, Long::parseLong))
        .registerConverter(int.class, text -> number(text, Integer::parseInt))
        .registerConverter(Locale.class, TypeConverters::language)
        .registerConverter(HiddenRows.class, text -> oneOf(HiddenRows.values(), text))
        .registerConverter(Decimal.class, text -> oneOf(Decimal.values(), text))
        .registerConverter(DateOrder.class, text -> oneOf(DateOrder.values(), text));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(notInLocale(text));
    }
  }

  /** The message for a path with non-ASCII letters under the POSIX locale. */
  static String notInLocale(String path) {
    return "'%s' has letters that the locale of this system cannot express; set LC_ALL=C.UTF-8"
        .formatted(ShownName.of(path));
  }

  private static Locale language(String text) {
    if (!TextRenderer.LANGUAGES.contains(text)) {
      throw new TypeConversionException(
          "'%s' is not one of %s".formatted(text, String.join(", ", TextRenderer.LANGUAGES)));
    }
    return Locale.forLanguageTag(text);
  }

  private static <T> T number(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is not a whole number".formatted(text));
    }
  }

  private static <E extends Enum<E>> E oneOf(E[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' is not one of %s"
                        .formatted(
                            text,
                            Arrays.stream(values)
                                .map(value -> value.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }
}
