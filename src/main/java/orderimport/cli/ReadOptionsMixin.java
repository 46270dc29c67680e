package orderimport.cli;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.ImportOptions;
import orderimport.imports.ImportOptions.DateOrder;
import orderimport.imports.ImportOptions.Decimal;
import orderimport.imports.ImportOptions.HiddenRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The read options of {@code import} and {@code validate}. */
final class ReadOptionsMixin {
  @Option(
      names = "--carrier",
      paramLabel = "NAME",
      description = "the carrier of rows for which the file names none")
  private @Nullable String carrier;

  @Option(
      names = "--sheet",
      paramLabel = "NAME",
      description = "read only this sheet; can be repeated")
  private List<String> sheets = new ArrayList<>();

  @Option(
      names = "--hidden-rows",
      paramLabel = "include|skip",
      description =
          "whether to import hidden and filtered rows; without it a file that has some is rejected")
  private @Nullable HiddenRows hiddenRows;

  @Option(
      names = "--decimal",
      paramLabel = "point|comma",
      description = "the decimal sign of numbers written as text")
  private @Nullable Decimal decimal;

  @Option(
      names = "--date-order",
      paramLabel = "dmy|mdy|ymd",
      description = "the order of day, month and year in dates written as text")
  private @Nullable DateOrder dateOrder;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description = "the encoding of a text file, such as UTF-8 or windows-1252")
  private @Nullable String encoding;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "the delimiter of a text file: one character, or tab")
  private @Nullable String delimiter;

  @Option(names = "--all-or-nothing", description = "place nothing if any row is invalid")
  private boolean allOrNothing;

  /**
   * The options as stored with an import.
   *
   * @throws picocli.CommandLine.ParameterException if an option is invalid
   */
  ImportOptions options(boolean hold, RootCommand rootCommand) {
    return new ImportOptions(
        hold,
        allOrNothing,
        carrierName(rootCommand),
        sheets,
        hiddenRows,
        decimal,
        dateOrder,
        charset(rootCommand),
        delimiterCharacter(rootCommand),
        Map.of());
  }

  private @Nullable String carrierName(RootCommand rootCommand) {
    String named = carrier;
    if (named == null) {
      return null;
    }
    return CarrierParameter.name(
        named, new HeadingCatalog(Carriers.registered(), HeadingAliases.NONE), rootCommand);
  }

  private @Nullable String charset(RootCommand rootCommand) {
    try {
      return encoding == null ? null : Charset.forName(encoding).name();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw rootCommand.wrongUsage(CliText.NO_ENCODING.text(String.valueOf(encoding)));
    }
  }

  private @Nullable String delimiterCharacter(RootCommand rootCommand) {
    String given = delimiter;
    if (given == null) {
      return null;
    }
    String character = given.equalsIgnoreCase("tab") || given.equals("\\t") ? "\t" : given;
    if (character.length() != 1) {
      throw rootCommand.wrongUsage(CliText.DELIMITER.text(given));
    }
    return character;
  }
}
