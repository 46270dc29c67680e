package orderimport.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One workbook as saved by LibreOffice in each of its formats. */
class LibreOfficeTest {

  private static List<String> read(String extension) throws IOException {
    String name = "libreoffice." + extension;
    try (InputStream in = LibreOfficeTest.class.getResourceAsStream(name)) {
      byte[] content = Objects.requireNonNull(in, name).readAllBytes();
      return Reading.of(content, name, ReadOptions.NONE, Limits.DEFAULTS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xlsx", "xls"})
  void a_workbook_is_read(String extension) throws IOException {
    assertThat(read(extension))
        .containsExactly(
            "Orders!1: A='Orders of May'",
            "Orders!4: A='order_ref' C='Postnr' D='date'",
            "Orders!5: A='A-1' C=579[0000] D=date 2026-03-04[dd\\.mm\\.yyyy]"
                + " E=1158 F=error #DIV/0! G=true",
            "Orders!6 (hidden): A='A-2'",
            "Orders!7 (hidden): A='A-3'",
            "Orders!8: A='Blåbær\nsecond line' C=0.1",
            "Notes!1: A='n'");
  }

  @Test
  void a_text_file_is_read() throws IOException {
    assertThat(read("csv"))
        .startsWith(
            "libreoffice!1: A='Orders of May'", "libreoffice!4: A='order_ref' C='Postnr' D='date'")
        .endsWith("libreoffice!8: A='Blåbær\nsecond line' C='0.1'");
  }

  @Test
  void an_opendocument_spreadsheet_is_rejected_by_name() {
    assertThatThrownBy(() -> read("ods")).hasMessageContaining("an OpenDocument spreadsheet");
  }
}
