package orderimport.samples;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the files of {@code input-samples}. The same sources always give the same files. */
public final class Samples {
  private static final int GRANITE_SITES = 30;
  private static final int GRANITE_ORDERS = 3;

  private Samples() {}

  /** Writes the files into the folder given by the first argument. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    SampleWorkbook.write(folder.resolve("sites.xlsx"), SampleTable.read("all-carriers.txt"));
    SampleWorkbook.write(folder.resolve("sites-with-mistakes.xlsx"), withMistakes());
    SampleWorkbook.write(folder.resolve("granite-30-sites.xlsx"), List.of(granite()));
    // As Excel saves it in Norway: CSV (semikolondelt).
    csv(folder.resolve("sites-norwegian.csv"), "norwegian.txt", Charset.forName("windows-1252"));
    // As Excel saves "CSV UTF-8": with a byte order mark.
    csv(folder.resolve("sites-danish.csv"), "danish.txt", StandardCharsets.UTF_8);
  }

  /** The sheets of {@code sites-with-mistakes.xlsx} without the mistakes. */
  static List<SampleTable> withoutMistakes() {
    return SampleTable.read("with-mistakes.txt");
  }

  private static List<SampleTable> withMistakes() {
    List<SampleTable> tables = withoutMistakes();
    Mistake.all().forEach(mistake -> mistake.applyTo(tables));
    return tables;
  }

  private static SampleTable granite() {
    SampleTable pattern = SampleTable.read("granite-30-sites.txt").get(0);
    List<@Nullable Object> first = pattern.rows().get(0);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int site = 1; site <= GRANITE_SITES; site++) {
      int order = (site - 1) / (GRANITE_SITES / GRANITE_ORDERS) + 1;
      List<@Nullable Object> row = new ArrayList<>();
      for (Object cell : first) {
        row.add(cell instanceof String text ? fillIn(text, order, site) : cell);
      }
      rows.add(row);
    }
    return new SampleTable(
        pattern.name(), "Acme Stores Inc.: spring rollout, 30 sites", pattern.headings(), rows);
  }

  private static String fillIn(String pattern, int order, int site) {
    return pattern
        .replace("{order}", Integer.toString(order))
        .replace("{site}", "%02d".formatted(site));
  }

  private static void csv(Path file, String resource, Charset charset) throws IOException {
    SampleTable table = SampleTable.read(resource).get(0);
    StringBuilder text = new StringBuilder(charset.equals(StandardCharsets.UTF_8) ? "\uFEFF" : "");
    text.append(String.join(";", table.headings())).append("\r\n");
    for (List<@Nullable Object> row : table.rows()) {
      text.append(row.stream().map(Samples::field).collect(Collectors.joining(";"))).append("\r\n");
    }
    Files.write(file, text.toString().getBytes(charset));
  }

  private static String field(@Nullable Object cell) {
    String text = cell == null ? "" : cell.toString();
    return text.matches("(?s).*[;\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
