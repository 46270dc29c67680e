package orderimport.column;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.column.ParseResult.Issue;
import orderimport.column.ParseResult.Rejected;
import orderimport.imports.Problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * Words that programs write where there is no value: the error values of spreadsheets, the
 * placeholders of values that have not arrived, and what databases and programming languages call
 * nothing.
 */
final class NoValueWords {
  private static final int LONGEST = 30;

  /** Error values in English, Norwegian, Danish, Swedish and German, and Google's own. */
  private static final Set<String> ERRORS =
      Set.of(
          "#N/A",
          "#VALUE!",
          "#REF!",
          "#DIV/0!",
          "#NUM!",
          "#NAME?",
          "#NULL!",
          "#ERROR!",
          "#SPILL!",
          "#CALC!",
          "#FIELD!",
          "#BLOCKED!",
          "#UNKNOWN!",
          "#EXTERNAL!",
          "#PYTHON!",
          "#TIMEOUT!",
          "#N/A N/A",
          "#NA",
          "#N/D",
          "#MACRO?",
          "#I/T",
          "#IT",
          "#VERDI!",
          "#NAVN?",
          "#OVERFLYT!",
          "#OVERFLØD!",
          "#FELT!",
          "#BEREGN!",
          "#BLOKKERT!",
          "#UKJENT!",
          "#FEIL!",
          "#EKSTERN!",
          "#VÆRDI!",
          "#REFERENCE!",
          "#DIVISION/0!",
          "#NUL!",
          "#OVERLØB!",
          "#BLOKERET!",
          "#UKENDT!",
          "#FEJL!",
          "#EKSTERNT!",
          "#SAKNAS!",
          "#VÄRDEFEL!",
          "#REFERENS!",
          "#OGILTIGT!",
          "#NAMN?",
          "#SKÄRNING!",
          "#NV",
          "#WERT!",
          "#BEZUG!",
          "#ZAHL!",
          "#ÜBERLAUF!");

  /** {@code Err:502} of LibreOffice. */
  private static final Pattern ERROR_NUMBER = Pattern.compile("(?:ERR|FEIL|FEJL|FEL):5\\d\\d");

  /** What a column that is too narrow shows of a number. */
  private static final Pattern TOO_NARROW = Pattern.compile("#{3,}");

  /** Error values that stand for a value to come. */
  private static final Set<String> PLACEHOLDERS =
      Set.of(
          "#GETTING_DATA",
          "#GETTING DATA",
          "#HENTER_DATA",
          "#HENTER DATA",
          "#BUSY!",
          "#OPPTATT!",
          "#OPTAGET!",
          "#CONNECT!",
          "#TILKOBLE!",
          "#KOBLE TIL!",
          "#OPRET FORBINDELSE!");

  private static final Pattern LOADING =
      Pattern.compile(
          "(?:LOADING|LASTER|LASTER INN|INDLÆSER|HENTER|LÄSER IN|LADDAR|LADEN|WIRD GELADEN"
              + "|FETCHING|REFRESHING|UPDATING|OPPDATERER|OPDATERER|CALCULATING|BEREGNER)"
              + "(?: DATA)? ?(?:\\.{2,}|…)");

  /** As they are written, since {@code none} and {@code nan} may be words of people. */
  private static final Set<String> NOTHING =
      Set.of(
          "NULL",
          "null",
          "Null",
          "(null)",
          "(NULL)",
          "<null>",
          "<NULL>",
          "[NULL]",
          "[null]",
          "nan",
          "NaN",
          "NAN",
          "-nan",
          "NaT",
          "<NA>",
          "NA",
          "N/A",
          "n/a",
          "None",
          "<none>",
          "undefined",
          "[object Object]",
          "\\N",
          "(blank)",
          "(tom)",
          "(tomme)");

  private NoValueWords() {}

  /** Why a text is no value; null if it may be one. */
  static @Nullable Rejected reject(String text) {
    if (!mayBeOne(text)) {
      return null;
    }
    String word = Normalizer.normalize(text, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    if (PLACEHOLDERS.contains(word) || LOADING.matcher(word).matches()) {
      return new Rejected(
          "no_value_yet",
          "shows \"%s\": its value was not there yet when the file was saved".formatted(text),
          "Open the file, wait until the value is there and save it again; or type the value.");
    } else if (TOO_NARROW.matcher(word).matches()) {
      return new Rejected(
          "error_value",
          "has nothing but number signs: the column was too narrow when the file was saved",
          "Make the column wider and save the file again; or type the value.");
    }
    return ERRORS.contains(word) || ERROR_NUMBER.matcher(word).matches()
        ? new Rejected(
            "error_value",
            "shows the error %s".formatted(text),
            "Fix the formula, or type the value itself.")
        : null;
  }

  /** The first and last characters rule out nearly all texts. */
  private static boolean mayBeOne(String text) {
    int last = text.length() - 1;
    return last >= 0
        && (text.charAt(0) == '#'
            || last < LONGEST
                && (text.charAt(last) == '.'
                    || text.charAt(last) == '…'
                    || last > 4 && text.charAt(last - 3) == ':'));
  }

  /** A warning of a text that programs write where there is no value; null for any other. */
  static @Nullable Issue warning(String text) {
    return NOTHING.contains(text)
        ? new Issue(
            "word_for_no_value",
            Severity.WARNING,
            "has \"%s\", which programs write where there is no value; it is sent as it stands"
                .formatted(text),
            "Clear the cell if there is no value.")
        : null;
  }
}
