package orderimport.binding.value;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import orderimport.binding.value.ParseResult.Issue;
import orderimport.binding.value.ParseResult.Rejected;
import orderimport.problem.CellProblem;
import org.jspecify.annotations.Nullable;

/**
 * Words that programs write in place of a missing value: error values of spreadsheets, placeholders
 * of values that are still loading, and the null values of databases and programming languages.
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

  /** What a column that is too narrow shows in place of a number. */
  private static final Pattern TOO_NARROW = Pattern.compile("#{3,}");

  /** Error values of values that are still loading. */
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

  /** Case-sensitive, since {@code none} and {@code NAN} in other cases may be real values. */
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

  /** Rejects a text that is not a value; null if it may be one. */
  static @Nullable Rejected reject(String text) {
    if (!mayBeOne(text)) {
      return null;
    }
    String word = Normalizer.normalize(text, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    if (PLACEHOLDERS.contains(word) || LOADING.matcher(word).matches()) {
      return new Rejected(CellProblem.NO_VALUE_YET, text);
    } else if (TOO_NARROW.matcher(word).matches()) {
      return new Rejected(CellProblem.ERROR_VALUE_NARROW);
    }
    return ERRORS.contains(word) || ERROR_NUMBER.matcher(word).matches()
        ? new Rejected(CellProblem.ERROR_VALUE, text)
        : null;
  }

  /** A quick check: the first and last characters rule out nearly all texts. */
  private static boolean mayBeOne(String text) {
    int last = text.length() - 1;
    return last >= 0
        && (text.charAt(0) == '#'
            || last < LONGEST
                && (text.charAt(last) == '.'
                    || text.charAt(last) == '…'
                    || last > 4 && text.charAt(last - 3) == ':'));
  }

  /** A warning for a text that programs write for a missing value; null for any other text. */
  static @Nullable Issue warning(String text) {
    return NOTHING.contains(text) ? Issue.warning(CellProblem.WORD_FOR_NO_VALUE, text) : null;
  }
}
