package orderimport.spreadsheet;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parsed number format code, such as {@code "SITE-"0}, {@code [$-414]d. mmmm yyyy;@} or {@code
 * [>9999999]+00 00000000;00000000}.
 *
 * @param sections at least one
 */
public record FormatCode(List<Section> sections) {
  private static final Pattern ELAPSED = Pattern.compile("(?i)h+|m+|s+");
  private static final Pattern CONDITION = Pattern.compile("(<=|>=|<>|<|>|=)(-?\\d+(?:\\.\\d+)?)");
  private static final Pattern FRACTION_OF_SECOND = Pattern.compile("s[.,]0+");
  private static final String GENERAL = "general";

  /** The kinds of parts of a section. */
  public enum Kind {
    /** Text that is displayed literally: quoted, escaped, or a currency in brackets. */
    LITERAL,
    /** A single unquoted character: a placeholder, a part of a date, or literal text. */
    CODE,
    /** Elapsed hours, minutes or seconds, which may exceed 24 or 60. */
    ELAPSED,
    /** The General format. */
    GENERAL
  }

  public record Part(Kind kind, String text) {}

  /**
   * The format of the numbers that meet a condition.
   *
   * @param condition as in the format code, such as {@code >=100}; null for none
   */
  public record Section(@Nullable String condition, List<Part> parts) {

    /** All unquoted characters, concatenated, in lower case. */
    public String codes() {
      StringBuilder codes = new StringBuilder();
      for (Part part : parts) {
        codes.append(part.kind() == Kind.CODE ? part.text() : "");
      }
      return codes.toString().toLowerCase(Locale.ROOT);
    }

    public boolean has(Kind kind) {
      return parts.stream().anyMatch(part -> part.kind() == kind);
    }

    private boolean isDate() {
      if (has(Kind.ELAPSED)) {
        return true;
      }
      String codes = FRACTION_OF_SECOND.matcher(codes()).replaceAll("s");
      return !has(Kind.GENERAL)
          && !containsAny(codes, "0#?")
          && (containsAny(codes, "ymdhs") || codes.matches("[^a-z]*[wqegabn]+[^a-z]*"));
    }

    private boolean isTime() {
      return has(Kind.ELAPSED)
          || isDate() && containsAny(codes(), "hs") && !containsAny(codes(), "yd");
    }
  }

  /** Parses a format code. Any text is accepted. */
  public static FormatCode of(String format) {
    return new FormatCode(new Parser(format).sections());
  }

  /** Whether the format displays numbers as dates or times. */
  public boolean isDate() {
    return sections.stream().anyMatch(Section::isDate);
  }

  /** Whether the format displays numbers as times without a date. */
  public boolean isTimeOnly() {
    return isDate() && sections.stream().filter(Section::isDate).allMatch(Section::isTime);
  }

  /** The section that applies to a number. */
  public Section section(BigDecimal number) {
    List<Section> ofNumbers =
        sections.stream()
            .filter(each -> sections.size() == 1 || !each.codes().contains("@"))
            .toList();
    if (ofNumbers.isEmpty()) {
      return new Section(null, List.of(new Part(Kind.GENERAL, "")));
    }
    if (ofNumbers.stream().anyMatch(each -> each.condition() != null)) {
      return ofNumbers.stream()
          .filter(each -> matches(each.condition(), number))
          .findFirst()
          .orElse(ofNumbers.get(ofNumbers.size() - 1));
    }
    int index = number.signum() < 0 ? 1 : number.signum() == 0 ? 2 : 0;
    return ofNumbers.get(index < ofNumbers.size() ? index : 0);
  }

  /** A text as displayed: unchanged, unless the text section of the format adds to it. */
  public String show(String text) {
    Section last = sections.get(sections.size() - 1);
    if (!last.codes().contains("@")) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    for (Part part : last.parts()) {
      shown.append(part.kind() == Kind.CODE && part.text().equals("@") ? text : part.text());
    }
    return shown.toString();
  }

  private static boolean matches(@Nullable String condition, BigDecimal number) {
    Matcher parts = CONDITION.matcher(condition == null ? "" : condition);
    if (!parts.matches()) {
      return true;
    }
    int order = number.compareTo(new BigDecimal(parts.group(2)));
    return switch (parts.group(1)) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "<>" -> order != 0;
      default -> order == 0;
    };
  }

  private static boolean containsAny(String text, String characters) {
    return text.chars().anyMatch(c -> characters.indexOf(c) >= 0);
  }

  private static final class Parser {
    private final String format;
    private final List<Section> sections = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private @Nullable String condition;
    private int at;

    Parser(String format) {
      this.format = format;
    }

    List<Section> sections() {
      while (at < format.length()) {
        char c = format.charAt(at);
        switch (c) {
          case '"' -> literal(upTo('"'));
          case '[' -> bracket(upTo(']'));
          case '\\' -> literal(next());
          // "_" is followed by the character whose width it adds, "*" by the fill character.
          case '_', '*' -> next();
          case ';' -> {
            endSection();
            at++;
          }
          default -> {
            boolean general = format.regionMatches(true, at, GENERAL, 0, GENERAL.length());
            String text = general ? format.substring(at, at + GENERAL.length()) : String.valueOf(c);
            parts.add(new Part(general ? Kind.GENERAL : Kind.CODE, text));
            at += text.length();
          }
        }
      }
      endSection();
      return sections;
    }

    private void endSection() {
      sections.add(new Section(condition, List.copyOf(parts)));
      parts = new ArrayList<>();
      condition = null;
    }

    private void literal(String text) {
      parts.add(new Part(Kind.LITERAL, text));
    }

    /** The text up to the next {@code end}, or up to the end of the format. */
    private String upTo(char end) {
      int close = format.indexOf(end, at + 1);
      int stop = close < 0 ? format.length() : close;
      String text = format.substring(at + 1, stop);
      at = stop + 1;
      return text;
    }

    private String next() {
      String text =
          format.substring(Math.min(at + 1, format.length()), Math.min(at + 2, format.length()));
      at += 2;
      return text;
    }

    private void bracket(String text) {
      if (ELAPSED.matcher(text).matches()) {
        parts.add(new Part(Kind.ELAPSED, text));
      } else if (CONDITION.matcher(text).matches()) {
        condition = text;
      } else if (text.startsWith("$")) {
        int end = text.indexOf('-');
        literal(text.substring(1, end < 0 ? text.length() : end));
      }
    }
  }
}
