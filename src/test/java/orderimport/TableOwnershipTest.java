package orderimport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;

/**
 * Each table belongs to one package; other packages use the types of that package, or a view that
 * the schema publishes for reading.
 */
class TableOwnershipTest {
  private static final Path CLASSES = Path.of("target/classes/orderimport");
  private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");

  /** Of the tables of frameworks. */
  private static final Pattern FRAMEWORK = Pattern.compile("(batch|int|spring_session)(_\\w+)?");

  private static final Pattern STATEMENT =
      Pattern.compile("\\b(select|insert|update|delete|join)\\b");
  private static final Pattern USED = Pattern.compile("\\b(?:from|join|into|update)\\s+(\\w+)");

  private static final Map<String, Set<String>> OWNED =
      Map.of(
          "address", Set.of("address_lookup"),
          "cluster", Set.of("cluster_member", "partition_delivery"),
          "imports",
              Set.of(
                  "import",
                  "import_event",
                  "import_file",
                  "import_file_part",
                  "sheet",
                  "row_block",
                  "edited_row",
                  "cell_change",
                  "column_mapping",
                  "problem"),
          "order", Set.of("installation", "orders", "attempt", "order_lookup", "rate_limit_slot"),
          "tracking", Set.of("order_tracking", "order_status_change"),
          "inbox", Set.of("inbox", "inbox_run", "inbox_file"),
          "notification", Set.of("notification"),
          "web", Set.of("admin_password", "api_token", "idempotency_key", "seen_change"));

  @Test
  void each_table_is_used_by_its_package_only() throws IOException {
    assertThat(OWNED.values().stream().flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(created("table"));
    Map<String, Set<String>> foreign = new TreeMap<>();
    for (Path file : classes()) {
      String itsPackage = CLASSES.relativize(file).getName(0).toString();
      Set<String> used = tablesIn(file);
      used.removeIf(table -> owner(table).equals("") || owner(table).equals(itsPackage));
      if (!used.isEmpty()) {
        foreign.put(CLASSES.relativize(file).toString(), used);
      }
    }
    assertThat(foreign).isEmpty();
  }

  /** The package of a table; empty for a view or another name. */
  private static String owner(String table) {
    return table.startsWith("batch_")
        ? "job"
        : table.startsWith("int_")
            ? "cluster"
            : table.startsWith("spring_session") || table.equals("rate_limit_bucket")
                ? "web"
                : OWNED.entrySet().stream()
                    .filter(entry -> entry.getValue().contains(table))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("");
  }

  @Test
  void every_view_and_table_is_found_in_a_query() throws IOException {
    Set<String> used = new TreeSet<>();
    for (Path file : classes()) {
      used.addAll(tablesIn(file));
    }
    Set<String> expected = created("view");
    expected.addAll(created("table"));
    assertThat(used).containsAll(expected);
  }

  private static Set<String> created(String kind) throws IOException {
    Pattern statement = Pattern.compile("create (?:or replace )?%s (\\w+)".formatted(kind));
    Set<String> names = new TreeSet<>();
    try (DirectoryStream<Path> migrations = Files.newDirectoryStream(MIGRATIONS, "*.sql")) {
      for (Path migration : migrations) {
        statement
            .matcher(Files.readString(migration).toLowerCase(Locale.ROOT))
            .results()
            .map(match -> match.group(1))
            .forEach(names::add);
      }
    }
    names.removeIf(FRAMEWORK.asMatchPredicate());
    return names;
  }

  private static List<Path> classes() throws IOException {
    try (Stream<Path> all = Files.walk(CLASSES)) {
      return all.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  private static Set<String> tablesIn(Path classFile) throws IOException {
    Set<String> tables = new TreeSet<>();
    for (String text : texts(classFile)) {
      if (STATEMENT.matcher(text).find()) {
        Matcher matcher = USED.matcher(text);
        while (matcher.find()) {
          tables.add(matcher.group(1));
        }
      }
    }
    return tables;
  }

  /** The texts of a class file, among which are its names. */
  private static List<String> texts(Path classFile) throws IOException {
    try (InputStream in = Files.newInputStream(classFile)) {
      ClassReader reader = new ClassReader(in);
      List<String> texts = new ArrayList<>();
      for (int i = 1; i < reader.getItemCount(); i++) {
        int offset = reader.getItem(i);
        boolean isText = offset > 0 && reader.readByte(offset - 1) == 1;
        if (isText) {
          byte[] bytes = new byte[reader.readUnsignedShort(offset)];
          for (int j = 0; j < bytes.length; j++) {
            bytes[j] = (byte) reader.readByte(offset + 2 + j);
          }
          texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
      }
      return texts;
    }
  }
}
