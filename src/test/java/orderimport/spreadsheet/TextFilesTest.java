package orderimport.spreadsheet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import orderimport.problem.English;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFilesTest {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private final Path folder;

  TextFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static List<String> read(String text) {
    return read(text.getBytes(UTF_8));
  }

  private static List<String> read(byte[] content) {
    return Reading.of(content, "o.csv", ReadOptions.NONE, Limits.DEFAULTS);
  }

  private String format(byte[] content, ReadOptions options) throws IOException {
    Path file = Files.write(folder.resolve("orders.csv"), content);
    try (Spreadsheet spreadsheet =
        new Spreadsheets(Limits.DEFAULTS).open(file, "orders.csv", options)) {
      return English.of(spreadsheet.format());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '§',
      value = {
        "a;b;c\\n1,5;2,5;3,5              ! ;",
        "a,b,c\\n1;2,x;y;z,3              ! ,",
        "a\\tb\\n1,2\\t3,4                ! tab",
        "a|b\\n1|2                        ! |",
        "Order list, Norway; May\\n\\na;b;c\\n1;2;3\\n4;5;6 ! ;",
        "\"a;b\",\"c;d\"\\n\"e;f\",\"g;h\" ! ,",
        "a;b;c;d\\n1\\n2;3\\n4;5,6;7;8\\n9,1;2 ! ;",
        "sep=|\\na;b|c;d\\n               ! |",
        "\"sep=,\"\\na;b,c;d              ! ,",
        "only one column\\nx              ! ,",
      })
  void the_delimiter_is_detected_from_many_lines(String text, String delimiter) throws IOException {
    assertThat(format(text.strip().translateEscapes().getBytes(UTF_8), ReadOptions.NONE))
        .isEqualTo("CSV, UTF-8, separated by " + delimiter.strip());
  }

  @Test
  void the_encoding_is_detected_from_all_bytes() throws IOException {
    String ascii = "a;b\n".repeat(100_000);
    assertThat(format((ascii + "æ;ø\n").getBytes(UTF_8), ReadOptions.NONE))
        .isEqualTo("CSV, UTF-8, separated by ;");
    assertThat(format((ascii + "æ;ø\n").getBytes(WINDOWS_1252), ReadOptions.NONE))
        .isEqualTo("CSV, windows-1252, separated by ;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void cells_are_the_same_in_every_encoding(String name) {
    String text = "order_ref;street\r\n1;Blåbærstien 5 – øst\r\n";
    assertThat(read(text.getBytes(Charset.forName(name))))
        .containsExactly("o!1: A='order_ref' B='street'", "o!2: A='1' B='Blåbærstien 5 – øst'");
  }

  @Test
  void a_byte_order_mark_is_not_part_of_the_first_heading() {
    String text = "\ufefforder_ref;æ\n";
    List<String> expected = List.of("o!1: A='order_ref' B='æ'");
    assertThat(read(text.getBytes(UTF_8))).isEqualTo(expected);
    assertThat(read(text.getBytes(UTF_16LE))).isEqualTo(expected);
    assertThat(read(text.getBytes(UTF_16BE))).isEqualTo(expected);
    assertThat(
            Reading.of(text.getBytes(UTF_8), "o.csv", new ReadOptions(UTF_8, ';'), Limits.DEFAULTS))
        .isEqualTo(expected);
  }

  @Test
  void encoding_and_delimiter_can_be_specified() throws IOException {
    byte[] text = "a;b,c\n".getBytes(UTF_8);
    assertThat(format(text, new ReadOptions(ISO_8859_1, ',')))
        .isEqualTo("CSV, ISO-8859-1, separated by ,");
    byte[] old = "bl\u0086b\u0091r;x\n".getBytes(ISO_8859_1);
    assertThat(
            Reading.of(
                old, "o.csv", new ReadOptions(Charset.forName("IBM850"), null), Limits.DEFAULTS))
        .containsExactly("o!1: A='blåbær' B='x'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void rows_are_counted_by_records_including_blank_ones(String end) {
    String text = String.join(end, "title", "", "a;b", "\"x" + end + "y\";z", "; ;", "1;2", "");
    assertThat(read(text))
        .containsExactly(
            "o!1: A='title'",
            "o!3: A='a' B='b'",
            "o!4: A='x" + end + "y' B='z'",
            "o!6: A='1' B='2'");
  }

  @Test
  void a_sep_line_is_not_a_row() {
    assertThat(read("sep=;\r\na;b\r\n\r\n1;2\r\n"))
        .containsExactly("o!1: A='a' B='b'", "o!3: A='1' B='2'");
  }

  @Test
  void ragged_lines_and_quoted_cells_are_read() {
    assertThat(read("a;b;c\n1\n\"say \"\"hi\"\"\";\"x;y\";z;more\n5\" pipe; keep ;\"\"\n"))
        .containsExactly(
            "o!1: A='a' B='b' C='c'",
            "o!2: A='1'",
            "o!3: A='say \"hi\"' B='x;y' C='z' D='more'",
            "o!4: A='5\" pipe' B=' keep '");
  }

  @Test
  void text_written_as_a_formula_is_read_as_text() {
    assertThat(read("a;b;c\n=\"0579\";\"=\"\"0580\"\"\";=\"\"\n"))
        .containsExactly("o!1: A='a' B='b' C='c'", "o!2: A='0579'[@] B='0580'[@]");
  }

  @Test
  void headings_that_resemble_another_format_are_read() {
    assertThat(read("ID;Postnr\n1;2\n"))
        .containsExactly("o!1: A='ID' B='Postnr'", "o!2: A='1' B='2'");
    assertThat(read("<ref>;b\n")).containsExactly("o!1: A='<ref>' B='b'");
  }

  @Test
  void the_sheet_has_the_name_of_the_file() {
    assertThat(
            Reading.of("a,b\n".getBytes(UTF_8), "sites.may.csv", ReadOptions.NONE, Limits.DEFAULTS))
        .containsExactly("sites.may!1: A='a' B='b'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '§',
      value = {
        "a;b\\n1;\"x\\n2;y\\n                    ! record 2, the cell that begins on line 2",
        "a;b\\n\"x\\ny\";\"z\\n\"\"w;\\n3;4\\n   ! record 2, the cell that begins on line 3",
        "a;b\\n\\n1;\"x\\n2;\"y\"\\n             ! record 3, the cell that begins on line 3",
        "a;b\\n1;\"x\"y\\n                       ! record 2, the cell that begins on line 2",
      })
  void a_stray_quotation_mark_is_reported_with_record_and_line(String text, String message) {
    String content = text.strip().translateEscapes();
    assertThatThrownBy(() -> read(content))
        .isInstanceOf(UnreadableSpreadsheetException.class)
        .hasMessageContaining(message.strip());
  }

  @Test
  void single_control_characters_are_kept() {
    assertThat(read("a;b\n1;x\7y\n\0002;\0\n"))
        .containsExactly("o!1: A='a' B='b'", "o!2: A='1' B='x\7y'", "o!3: A='\0002' B='\0'");
  }

  @Test
  void a_text_of_undetectable_encoding_is_rejected() {
    byte[] cut = Arrays.copyOf("blåbær;å".getBytes(UTF_8), 10);
    byte[] mixed = "blåbær;å?\n".getBytes(UTF_8);
    mixed[mixed.length - 2] = (byte) 0xe5;
    byte[] dos = "bl\u0086b\u0091r;\u009d\n".getBytes(ISO_8859_1);
    byte[] russian =
        "\u00ce\u00f1\u00eb\u00ee;\u00d5\u00e5\u00eb\u00fc\u00f1\u00e8\n".getBytes(ISO_8859_1);
    assertThatThrownBy(() -> read(cut)).hasMessageContaining("incomplete");
    assertThatThrownBy(() -> read(mixed)).hasMessageContaining("invalid byte sequences (1)");
    assertThatThrownBy(() -> read(russian)).hasMessageContaining("Specify the right encoding");
    assertThatThrownBy(
            () -> Reading.of(dos, "o.csv", new ReadOptions(UTF_8, null), Limits.DEFAULTS))
        .hasMessageContaining("bytes that are invalid in its encoding");
  }
}
