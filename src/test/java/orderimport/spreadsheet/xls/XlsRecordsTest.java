package orderimport.spreadsheet.xls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import orderimport.spreadsheet.RawXlsBuilder;
import orderimport.spreadsheet.Reading;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.DeltaRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.util.LittleEndian;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The .xls files of various programs, record by record. */
class XlsRecordsTest {
  private static final byte[] CHART =
      RawXlsBuilder.record(BOFRecord.sid, (byte) 0, (byte) 6, (byte) 0x20, (byte) 0);
  private static final byte[] END = RawXlsBuilder.record(EOFRecord.sid);

  private static List<String> read(RawXlsBuilder file) {
    return Reading.of(file.bytes());
  }

  private static RawXlsBuilder twoSheets() {
    return RawXlsBuilder.sheets("one", "two");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 20, 1_000_000, 0xffff_ffffL})
  void a_sheet_is_found_at_any_stated_offset(long offset) {
    assertThat(read(RawXlsBuilder.sheets("one").setOffset(0, offset)))
        .containsExactly("one!1: A='one'");
    for (int wrong = 0; wrong < 2; wrong++) {
      assertThat(read(twoSheets().setOffset(wrong, offset)))
          .containsExactly("one!1: A='one'", "two!1: A='two'");
    }
  }

  @Test
  void sheets_are_found_if_all_offsets_are_wrong() {
    RawXlsBuilder file = twoSheets();
    assertThat(
            read(
                file.setOffset(0, file.actualOffset(0) + 20)
                    .setOffset(1, file.actualOffset(1) + 20)))
        .containsExactly("one!1: A='one'", "two!1: A='two'");
    assertThat(read(file.setOffset(0, 0).setOffset(1, 0)))
        .containsExactly("one!1: A='one'", "two!1: A='two'");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void two_sheets_with_the_same_offset_are_distinguished(int sheet) {
    RawXlsBuilder file = twoSheets();
    assertThat(
            read(
                file.setOffset(0, file.actualOffset(sheet)).setOffset(1, file.actualOffset(sheet))))
        .containsExactly("one!1: A='one'", "two!1: A='two'");
  }

  @Test
  void an_offset_within_a_sheet_is_corrected() {
    RawXlsBuilder file = twoSheets();
    List<byte[]> records = file.records();
    records.add(records.size() - 1, CHART);
    records.add(records.size() - 1, END);
    long chart = file.records().stream().mapToLong(record -> record.length).sum() - 16;
    assertThat(read(file.setOffset(0, file.actualOffset(0)).setOffset(1, chart)))
        .containsExactly("one!1: A='one'", "two!1: A='two'");
  }

  @Test
  void sheets_that_cannot_be_distinguished_reject_the_file() {
    RawXlsBuilder file = RawXlsBuilder.sheets("one", "two", "three");
    assertThatThrownBy(
            () -> read(file.setOffset(0, 0).setOffset(1, file.actualOffset(0)).setOffset(2, 1)))
        .hasMessageContaining("does not say where the rows of the sheet \"one\" begin");
    RawXlsBuilder lost = twoSheets();
    List<byte[]> records = lost.records();
    records
        .subList(0, records.size())
        .subList(
            records.indexOf(
                    records.stream()
                        .filter(RawXlsBuilder.is(EOFRecord.sid))
                        .skip(1)
                        .findFirst()
                        .orElseThrow())
                + 1,
            records.size())
        .clear();
    assertThatThrownBy(() -> read(lost)).hasMessageContaining("the sheet \"two\" begin");
  }

  @Test
  void a_truncated_sheet_rejects_the_file() {
    RawXlsBuilder file = RawXlsBuilder.sheets("one");
    file.records().remove(file.records().size() - 1);
    assertThatThrownBy(() -> read(file)).hasMessageContaining("damaged or incomplete");
  }

  private static RawXlsBuilder rows(int count) {
    return RawXlsBuilder.of(
        workbook -> {
          Sheet sheet = workbook.createSheet("S");
          for (int row = 0; row < count; row++) {
            sheet.createRow(row).createCell(0).setCellValue(row);
            sheet.getRow(row).createCell(1).setCellValue("x" + row);
            sheet.getRow(row).setZeroHeight(row % 3 == 1);
          }
        });
  }

  @Property(tries = 50)
  void rows_and_cells_are_returned_in_order(@ForAll("orders") List<Integer> order) {
    RawXlsBuilder file = rows(6);
    List<byte[]> records = file.records();
    List<byte[]> cells =
        records.stream()
            .filter(
                RawXlsBuilder.is(RowRecord.sid)
                    .or(RawXlsBuilder.is(NumberRecord.sid))
                    .or(RawXlsBuilder.is(LabelSSTRecord.sid)))
            .toList();
    int at = records.indexOf(cells.get(0));
    records.removeAll(cells);
    records.addAll(at, order.stream().map(cells::get).toList());

    assertThat(read(file))
        .containsExactly(
            "S!1: A=0 B='x0'",
            "S!2 (hidden): A=1 B='x1'",
            "S!3: A=2 B='x2'",
            "S!4: A=3 B='x3'",
            "S!5 (hidden): A=4 B='x4'",
            "S!6: A=5 B='x5'");
  }

  @Provide
  net.jqwik.api.Arbitrary<List<Integer>> orders() {
    return net.jqwik.api.Arbitraries.shuffle(
        java.util.stream.IntStream.range(0, 18).boxed().toList());
  }

  @Test
  void unused_records_may_be_malformed() {
    RawXlsBuilder file = RawXlsBuilder.sheets("one");
    file.records()
        .add(file.records().size() - 1, RawXlsBuilder.record(DeltaRecord.sid, new byte[16]));
    file.records().add(file.records().size() - 1, RawXlsBuilder.record(DeltaRecord.sid));
    assertThat(read(file)).containsExactly("one!1: A='one'");
  }

  @Test
  void cell_records_may_be_too_long() {
    RawXlsBuilder file = rows(1);
    file.records()
        .replaceAll(
            record -> {
              if (RawXlsBuilder.sid(record) != NumberRecord.sid) {
                return record;
              }
              byte[] longer = java.util.Arrays.copyOf(record, record.length + 3);
              LittleEndian.putUShort(longer, 2, longer.length - 4);
              return longer;
            });
    assertThat(read(file)).containsExactly("S!1: A=0 B='x0'");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void a_non_finite_number_is_an_error_value(double number) {
    RawXlsBuilder file = rows(1);
    file.records().stream()
        .filter(RawXlsBuilder.is(NumberRecord.sid))
        .forEach(record -> LittleEndian.putDouble(record, 10, number));
    assertThat(read(file)).containsExactly("S!1: A=error #NUM! B='x0'");
  }

  @Test
  void a_formula_with_a_missing_text_has_no_value() {
    RawXlsBuilder file =
        RawXlsBuilder.of(
            workbook -> {
              HSSFWorkbook own = workbook;
              own.createSheet("S").createRow(0).createCell(0).setCellFormula("\"a\"&\"b\"");
              own.getSheetAt(0).getRow(0).createCell(1).setCellValue(1);
              own.getCreationHelper().createFormulaEvaluator().evaluateAll();
            });
    assertThat(read(file)).containsExactly("S!1: A='ab' B=1");
    assertThat(file.records().removeIf(RawXlsBuilder.is(StringRecord.sid))).isTrue();
    assertThat(read(file)).containsExactly("S!1: A=uncalculated = B=1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Workbook", "WORKBOOK", "workbook", "Book", "BOOK"})
  void the_stream_may_have_any_known_name(String stream) {
    assertThat(Reading.of(RawXlsBuilder.sheets("one").bytes(stream)))
        .containsExactly("one!1: A='one'");
  }
}
